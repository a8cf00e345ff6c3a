"""What /help tells people to type works when they type it."""

import re

from tests.cli.conftest import Minnow

DOES = (
    ("bought a grey hoodie yesterday, want to keep it two years", "goal 2 years"),
    ("gave my Switch to my brother", "Switch · given to"),
    ("what have I not used since spring?", "Everything you own was used since"),
    ("/add grey hoodie, got it yesterday", "Added 🧥 Grey Hoodie"),
    ("/items donated", "/items"),
    ("/item grey hoodie", "Type: Clothing"),
    ("/give Switch to my brother", "Switch · given to"),
    ("/donate desk chair to the Red Cross", "Desk Chair · donated to"),
    ("/used grey hoodie yesterday", "Grey Hoodie: last used"),
    ("/goal grey hoodie 2 years", "Grey Hoodie: goal 1 year → 2 years"),
    ("/rename grey hoodie to old hoodie", "Renamed 🧥 Grey Hoodie to old hoodie"),
    ("/edit grey hoodie", "What is different about 🧥 Grey Hoodie?"),
    ("/remove grey hoodie", "Remove Grey Hoodie from your list?"),
    ("/review keep", "There is nothing on your list to go through"),
    ("/snooze next Friday", "I will not remind you before"),
    ("/timezone Berlin", "Europe/Berlin"),
    ("/reminders 18:00", "18:00"),
    ("/email ann@example.org", "I have sent an 8-digit code"),
)
"""In the order of the help, each by somebody who owns a hoodie where the example needs one."""
NEEDS_A_HOODIE = ("/item", "/used", "/goal", "/rename", "/edit", "/remove")


def test_every_example_of_the_help_does_what_it_says(minnow: Minnow) -> None:
    told = minnow("say", "/help").out
    examples = re.findall(r"“([^”]+)”", told) + re.findall(r"as in (/.+)", told)
    assert examples == [typed for typed, _ in DOES]

    for number, (typed, answer) in enumerate(DOES):
        before = "/add grey hoodie\n" if typed.split()[0] in NEEDS_A_HOODIE else ""
        ran = minnow("chat", "--as", f"person {number}", typed=f"{before}{typed}\n")
        assert answer in ran.out, typed
