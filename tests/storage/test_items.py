from datetime import date

import pytest

from storage.repositories.items import ItemFilter, ItemOrder
from storage.transactions import Database
from storage.vocabulary import ItemStatus, ItemType
from tests.storage.builders import Home, keep, settle


async def found(
    database: Database,
    home: Home,
    wanted: ItemFilter | None = None,
    order: ItemOrder = "added",
) -> list[str]:
    async with database.reading() as transaction:
        rows = await transaction.items(home.household_id).find(wanted or ItemFilter(), order)
    return [row.name for row in rows]


async def test_things_are_found_by_status_and_type(any_database: Database) -> None:
    home = await settle(any_database)
    await keep(
        any_database,
        home,
        home.item("Bike", item_type="Vehicles"),
        home.item("Car", item_type="Vehicles", status="Give"),
        home.item("Book", item_type="Books_Media", status="Donate"),
    )

    gone = ItemFilter(statuses=(ItemStatus.GIVE, ItemStatus.DONATE))
    assert await found(any_database, home, gone) == ["Car", "Book"]
    vehicles = ItemFilter(item_types=(ItemType.VEHICLES,))
    assert await found(any_database, home, vehicles) == ["Bike", "Car"]
    both = ItemFilter(statuses=(ItemStatus.KEEP,), item_types=(ItemType.VEHICLES,))
    assert await found(any_database, home, both) == ["Bike"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hoodie", ["Grey HOODIE"]),
        ("100%", ["100% cotton_shirt"]),
        ("%", ["100% cotton_shirt"]),
        ("n_s", ["100% cotton_shirt"]),
        ("_", ["100% cotton_shirt"]),
        ("/", ["AC/DC\\poster"]),
        ("\\", ["AC/DC\\poster"]),
        ("'; DROP", ["Robert'; DROP TABLE items"]),
        ("🎸", ["🎸 Ibanez"]),
        ("👩‍🚀", ["👩‍🚀 figure"]),
        ("école", ["Sac d'École"]),
        ("ÉCOLE", ["Sac d'École"]),
        ("E\u0301COLE", ["Sac d'École"]),
        ("strasse", ["Straßenkarte"]),
        ("حقيبة", ["حقيبة"]),
        ("nothing like it", []),
        ("x" * 100_000, []),
    ],
)
async def test_text_is_found_whatever_signs_and_case_it_has(
    any_database: Database, text: str, names: list[str]
) -> None:
    home = await settle(any_database)
    everything = [
        "Grey HOODIE",
        "100% cotton_shirt",
        "AC/DC\\poster",
        "Robert'; DROP TABLE items",
        "🎸 Ibanez",
        "👩‍🚀 figure",
        "Sac d'École",
        "Straßenkarte",
        "حقيبة",
    ]
    await keep(any_database, home, *(home.item(name) for name in everything))
    assert await found(any_database, home, ItemFilter(text=text)) == names


async def test_a_renamed_thing_is_found_by_its_new_name_only(any_database: Database) -> None:
    home = await settle(any_database)
    item = home.item("Bike")
    await keep(any_database, home, item)
    async with any_database.writing() as transaction:
        [row] = await transaction.items(home.household_id).get([item.id])
        row.name = "Vélo"
    assert await found(any_database, home, ItemFilter(text="VÉLO")) == ["Vélo"]
    assert await found(any_database, home, ItemFilter(text="bike")) == []


async def test_a_recipient_is_found_and_forgotten(any_database: Database) -> None:
    home = await settle(any_database)
    item = home.item("Switch", status="Give", recipient="my brother Jürgen")
    await keep(any_database, home, item, home.item("Car"))
    to_juergen = ItemFilter(recipient="JÜRGEN")
    assert await found(any_database, home, to_juergen) == ["Switch"]
    async with any_database.writing() as transaction:
        [row] = await transaction.items(home.household_id).get([item.id])
        row.recipient = None
    assert await found(any_database, home, to_juergen) == []


async def test_days_are_inclusive_and_unused_since_is_before_that_day(
    any_database: Database,
) -> None:
    home = await settle(any_database)
    days = [date(2025, 3, day) for day in (1, 2, 3)]
    await keep(
        any_database,
        home,
        *(
            home.item(f"{day.day}", item_received_date=day, last_used=day, parted_on=day)
            for day in days
        ),
    )

    received = ItemFilter(received_from=days[1], received_to=days[2])
    assert await found(any_database, home, received) == ["2", "3"]
    parted = ItemFilter(parted_from=days[0], parted_to=days[1])
    assert await found(any_database, home, parted) == ["1", "2"]
    assert await found(any_database, home, ItemFilter(unused_since=days[1])) == ["1"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("added", ["bike", "Car", "éclair tin", "Zither", "apple"]),
        ("newest", ["apple", "Zither", "éclair tin", "Car", "bike"]),
        ("oldest", ["bike", "Car", "éclair tin", "Zither", "apple"]),
        ("longest_unused", ["apple", "Zither", "éclair tin", "Car", "bike"]),
        ("name", ["apple", "bike", "Car", "Zither", "éclair tin"]),
        ("parted", ["Car", "bike", "éclair tin", "Zither", "apple"]),
    ],
)
async def test_orders_are_the_same_on_every_database(
    any_database: Database, order: ItemOrder, names: list[str]
) -> None:
    home = await settle(any_database)
    parted_on = {"bike": date(2026, 1, 1), "Car": date(2026, 2, 1)}
    await keep(
        any_database,
        home,
        *(
            home.item(
                name,
                item_received_date=date(2020 + number, 1, 1),
                last_used=date(2025, 12 - number, 1),
                parted_on=parted_on.get(name),
            )
            for number, name in enumerate(["bike", "Car", "éclair tin", "Zither", "apple"])
        ),
    )
    assert await found(any_database, home, order=order) == names


async def test_pages_cover_everything_once(any_database: Database) -> None:
    home = await settle(any_database)
    names = [f"Thing {number}" for number in range(25)]
    await keep(any_database, home, *(home.item(name) for name in names))

    async with any_database.reading() as transaction:
        items = transaction.items(home.household_id)
        pages = [await items.find(ItemFilter(), limit=10, offset=n) for n in (0, 10, 20, 30)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [row.name for page in pages for row in page] == names


async def test_things_of_one_day_keep_the_order_they_were_added_in(
    any_database: Database,
) -> None:
    home = await settle(any_database)
    names = [f"Thing {number}" for number in range(12)]
    await keep(any_database, home, *(home.item(name) for name in names))
    assert await found(any_database, home, order="newest") == names


async def test_things_come_in_the_order_they_are_asked_for(any_database: Database) -> None:
    home = await settle(any_database)
    items = [home.item(name) for name in ("a", "b", "c")]
    await keep(any_database, home, *items)
    first, second, third = (item.id for item in items)
    async with any_database.writing() as transaction:
        repository = transaction.items(home.household_id)
        rows = await repository.get([third, home.person_id, first])
        assert [row.id for row in rows] == [third, first]
        assert await repository.get([]) == []
        assert [row.id for row in await repository.get([second, second])] == [second, second]


async def test_a_removed_thing_is_gone(any_database: Database) -> None:
    home = await settle(any_database)
    item = home.item()
    await keep(any_database, home, item)
    async with any_database.writing() as transaction:
        items = transaction.items(home.household_id)
        [row] = await items.get([item.id])
        await items.remove(row)
    assert await found(any_database, home) == []


async def test_counts_tell_status_and_type(any_database: Database) -> None:
    home = await settle(any_database)
    await keep(
        any_database,
        home,
        home.item("Bike", item_type="Vehicles"),
        home.item("Car", item_type="Vehicles"),
        home.item("Book", item_type="Books_Media", status="Donate"),
    )
    async with any_database.reading() as transaction:
        items = transaction.items(home.household_id)
        assert sorted(await items.counts()) == [
            (ItemStatus.DONATE, ItemType.BOOKS, 1),
            (ItemStatus.KEEP, ItemType.VEHICLES, 2),
        ]
        assert await items.count(ItemFilter(text="b")) == 2
        assert await transaction.person(home.person_id).count_kept() == 2
