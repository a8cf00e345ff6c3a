"""Which type and picture a noun gets, and whether the lists of nouns are sound."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.agent
from bot.agent.interpreter.categories import Categories
from storage.vocabulary import ItemType

ENGLISH = Path(bot.agent.__file__).parent / "language" / "en"
CATEGORIES = Categories(ENGLISH)

CLOTHING = ItemType.CLOTHING
CARE = ItemType.PERSONAL_CARE
FURNITURE = ItemType.FURNITURE
DECOR = ItemType.DECOR
SUBSCRIPTIONS = ItemType.SUBSCRIPTIONS
TECHNOLOGY = ItemType.TECHNOLOGY
VEHICLES = ItemType.VEHICLES
TOOLS = ItemType.TOOLS
OUTDOOR = ItemType.OUTDOOR
FITNESS = ItemType.FITNESS
TOYS = ItemType.TOYS
PETS = ItemType.PETS
BOOKS = ItemType.BOOKS
MISCELLANEOUS = ItemType.MISCELLANEOUS
OTHER = ItemType.OTHER

# Chosen apart from the lists: what a person on the street would say.
BY_HAND = {
    CLOTHING: (
        "hoodie, jeans, raincoat, handbag, suitcase, wedding ring, earrings, wellies, slippers, "
        "winter coat, trainers, leather belt, baseball cap, wristwatch, reading glasses, scarf"
    ),
    CARE: (
        "hairdryer, lipstick, electric toothbrush, perfume, hair straighteners, nail polish, "
        "razor, bathroom scales, hearing aids, shampoo, beard trimmer"
    ),
    FURNITURE: (
        "sofa, dining table, bookcase, washing machine, toaster, kettle, air fryer, microwave, "
        "mattress, pillow, frying pan, wine glasses, vacuum cleaner, roomba, wardrobe, desk lamp"
    ),
    DECOR: "oil painting, vase, candles, rug, curtains, mirror, houseplant, wall clock, statue",
    SUBSCRIPTIONS: (
        "netflix, hulu, spotify, gym membership, disney plus, adobe creative cloud, nordvpn, "
        "season ticket, magazine subscription, audible"
    ),
    TECHNOLOGY: (
        "laptop, macbook, iphone 15, telly, ps5, nintendo switch, xbox, kindle, airpods, "
        "bluetooth speaker, printer, camera, drone, smartwatch, hard drive, headphones, webcam"
    ),
    VEHICLES: (
        "car, motorbike, mountain bike, e-scooter, caravan, sailing boat, tesla, unicycle, "
        "campervan, moped, jet ski"
    ),
    TOOLS: (
        "drill, screwdriver, lawn mower, ladder, chainsaw, wheelbarrow, spanner, toolbox, "
        "pressure washer, secateurs, sandpaper, soldering iron"
    ),
    OUTDOOR: (
        "tent, sleeping bag, fishing rod, climbing shoes, skis, surfboard, kayak, binoculars, "
        "camping stove, cool box, snorkel, hammock, barbecue"
    ),
    FITNESS: (
        "dumbbells, yoga mat, treadmill, tennis racket, football, kettlebell, golf clubs, "
        "exercise bike, rowing machine, cricket bat, boxing gloves"
    ),
    TOYS: (
        "teddy bear, lego set, board game, jigsaw puzzle, doll house, chess set, kite, yo-yo, "
        "trading cards, hot wheels, rubik's cube, monopoly, water pistol"
    ),
    PETS: (
        "dog bed, cat tree, hamster cage, fish tank, dog lead, litter box, bird cage, "
        "rabbit hutch, scratching post, aquarium"
    ),
    BOOKS: (
        "novel, cookbook, dvd, vinyl record, comics, acoustic guitar, piano, violin, saxophone, "
        "harp, trombone, magazine, road map, photo album"
    ),
    MISCELLANEOUS: (
        "stapler, hole punch, fountain pen, stamp collection, water bottle, lunchbox, trophy, "
        "keyring, baby carrier"
    ),
}


def lines() -> Iterator[tuple[str, list[str]]]:
    """Every line of every list, with the name of its file."""
    files = sorted((ENGLISH / "things").glob("*.tsv"))
    assert len(files) == len(ItemType) - 1, "a list for every type but Other"
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield file.name, line.split("\t")


def is_one_emoji(text: str) -> bool:
    """A flag, or emoji characters that joiners make one, drawn in colour everywhere."""
    if re.fullmatch("[\U0001f1e6-\U0001f1ff]{2}", text):
        return True
    return all(
        re.fullmatch("[^\\w\\s\ufe0f\u200d]\ufe0f?[\U0001f3fb-\U0001f3ff]?", part)
        and unicodedata.category(part[0]) == "So"
        and (unicodedata.east_asian_width(part[0]) == "W" or "\ufe0f" in part)
        for part in text.split("\u200d")
    )


class TestClassify:
    @pytest.mark.parametrize(
        ("name", "item_type"),
        [(name, item_type) for item_type, names in BY_HAND.items() for name in names.split(", ")],
    )
    def test_a_common_thing_gets_the_type_a_person_would_choose(
        self, name: str, item_type: ItemType
    ) -> None:
        category = CATEGORIES.classify(name)
        assert (category.item_type, category.known) == (item_type, True)

    @pytest.mark.parametrize("name", ["", "  ", "🦖", "flumpwozzle", "a b c", "…", "مصباح", "."])
    def test_an_unknown_name_is_other_with_a_parcel(self, name: str) -> None:
        category = CATEGORIES.classify(name)
        assert (category.item_type, category.picture, category.known) == (OTHER, "📦", False)

    @pytest.mark.parametrize(
        ("name", "picture"),
        [("desk lamp", "💡"), ("lamp desk", "🪵"), ("guitar book", "🎼"), ("football boots", "👟")],
    )
    def test_the_head_noun_decides(self, name: str, picture: str) -> None:
        assert CATEGORIES.classify(name).picture == picture

    @pytest.mark.parametrize(
        ("name", "head"),
        [
            ("lamp for the desk", "lamp"),
            ("bike with a basket", "bike"),
            ("painting of a car", "painting"),
            ("cardboard box of comics", "comics"),
            ("first pair of espadrilles", "espadrilles"),
            ("set of four chairs", "chairs"),
            ("chest of drawers", "dresser"),
            ("Lord of the Rings", "novel"),
            ("the telly in the kitchen", "telly"),
        ],
    )
    def test_prepositions_show_where_the_head_is(self, name: str, head: str) -> None:
        assert CATEGORIES.classify(name).item_type == CATEGORIES.classify(head).item_type

    @pytest.mark.parametrize(
        "name", ["iPhone 15 Pro Max", "ps5 pro", "macbook 2019 silver", "lego 42115 Lamborghini"]
    )
    def test_what_follows_a_known_noun_does_no_harm(self, name: str) -> None:
        assert CATEGORIES.classify(name).known

    @pytest.mark.parametrize(
        "name",
        ["red ball gown", "vintage wool coat", "Nike running shoes", "small black leather handbag"],
    )
    def test_colour_material_and_brand_change_nothing(self, name: str) -> None:
        assert CATEGORIES.classify(name).item_type == CLOTHING

    @pytest.mark.parametrize(
        ("name", "item_type"),
        [
            ("dog blanket", PETS),
            ("parrot's swing", PETS),
            ("toy tractor", TOYS),
            ("lego wooden shelf", TOYS),
            ("camping saucepan", OUTDOOR),
            ("cat poster", DECOR),
            ("dog book", BOOKS),
        ],
    )
    def test_whom_or_what_it_is_for_may_change_the_type(
        self, name: str, item_type: ItemType
    ) -> None:
        assert CATEGORIES.classify(name).item_type == item_type

    @pytest.mark.parametrize(
        "variants",
        [
            ("t-shirt", "t shirt", "tshirt", "T-Shirts", "tshirts"),
            ("doll house", "dollhouse", "doll's house", "dolls house", "doll’s houses"),
            ("yo-yo", "yoyo", "yo yos"),
            ("pokémon cards", "pokemon card", "Pokemon Cards"),
            ("wifi router", "wi-fi router", "Wi Fi routers"),
            ("kid's bike", "kids bike", "kids' bikes", "kid bike"),
            ("knife", "knives"),
            ("box of watches", "watch", "watches"),
            ("dress", "dresses"),
            ("mouse", "mice"),
            ("diary", "diaries"),
            ("scarf", "scarves"),
        ],
    )
    def test_plurals_and_spellings_are_the_same_thing(self, variants: tuple[str, ...]) -> None:
        first, *others = (CATEGORIES.classify(name) for name in variants)
        assert first.known
        assert all(other == first for other in others)

    def test_a_plural_with_a_meaning_of_its_own_is_kept_apart(self) -> None:
        assert CATEGORIES.classify("glasses").item_type == CLOTHING
        assert CATEGORIES.classify("glass").item_type == FURNITURE

    @pytest.mark.parametrize(
        ("typo", "right"),
        [
            ("presure washer", "pressure washer"),
            ("sunglases", "sunglasses"),
            ("espadriles", "espadrilles"),
            ("matress", "mattress"),
            ("scwredriver", "screwdriver"),
            ("saxaphone", "saxophone"),
        ],
    )
    def test_a_small_typing_error_in_a_long_word_is_forgiven(self, typo: str, right: str) -> None:
        assert CATEGORIES.classify(typo) == CATEGORIES.classify(right)

    @pytest.mark.parametrize("name", ["store", "tower", "plan", "soda", "whisper", "brand"])
    def test_a_word_merely_like_a_noun_stays_unknown(self, name: str) -> None:
        assert not CATEGORIES.classify(name).known

    def test_boxes_within_boxes_end(self) -> None:
        assert CATEGORIES.classify("box of " * 2000 + "comics").item_type == BOOKS
        assert not CATEGORIES.classify("box of").known

    def test_a_weak_noun_is_still_known(self) -> None:
        assert CATEGORIES.classify("watch").item_type == CLOTHING
        assert CATEGORIES.classify("iron").item_type == FURNITURE

    @given(st.text())
    def test_any_text_has_a_category(self, name: str) -> None:
        assert is_one_emoji(CATEGORIES.classify(name).picture)

    @given(
        st.sampled_from(["red", "my", "old", "big", "grandma's", "IKEA", "second-hand"]),
        st.sampled_from([name for names in BY_HAND.values() for name in names.split(", ")]),
    )
    def test_an_adjective_never_changes_the_category(self, adjective: str, name: str) -> None:
        assert CATEGORIES.classify(f"{adjective} {name}") == CATEGORIES.classify(name)


class TestFindThings:
    @staticmethod
    def found(sentence: str, *, weak: bool = False) -> list[str]:
        words = re.findall(r"[\w’'-]+|[^\w\s]", sentence)
        spans = CATEGORIES.find_things(words, weak=weak)
        return [" ".join(words[span.start : span.end]) for span in spans]

    def test_the_longest_nouns_come_from_left_to_right(self) -> None:
        assert self.found("Purchased duvet, pillowcase and a desk lamp three days ago") == [
            "duvet",
            "pillowcase",
            "desk lamp",
        ]

    def test_plurals_possessives_and_hyphens_are_found(self) -> None:
        assert self.found("two doll's houses, flip-flops and some wi-fi routers") == [
            "doll's houses",
            "flip-flops",
            "wi-fi routers",
        ]

    def test_a_span_has_its_category(self) -> None:
        (span,) = CATEGORIES.find_things(["new", "ps5", "today"])
        assert (span.start, span.end) == (1, 2)
        assert span.category == CATEGORIES.classify("ps5")

    def test_an_article_joins_no_noun(self) -> None:
        assert self.found("they share a TV") == ["TV"]
        assert CATEGORIES.classify("a TV").item_type == TECHNOLOGY

    def test_punctuation_parts_nouns(self) -> None:
        assert self.found("a desk, lamp and chair") == ["desk", "lamp", "chair"]

    def test_typing_errors_are_no_nouns(self) -> None:
        assert self.found("my sunglases are gone") == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "I watch the light fall",
            "we may play at the top of the list",
            "record a present for my trainer",
            "it suits me, log it and pass it on",
            "switch it on, please, at last",
            "that was her gift to me",
            "whoops, bin that",
            "show my clothing and all the tools",
        ],
    )
    def test_ordinary_words_are_left_out(self, sentence: str) -> None:
        assert self.found(sentence) == []

    def test_weak_nouns_are_found_where_asked_for(self) -> None:
        assert self.found("gave my watch and iron away", weak=True) == ["watch", "iron"]

    @given(st.lists(st.text(max_size=12)))
    def test_spans_lie_within_any_words_and_never_overlap(self, words: list[str]) -> None:
        end = 0
        for span in CATEGORIES.find_things(words, weak=True):
            assert end <= span.start < span.end <= len(words)
            end = span.end

    def test_every_listed_noun_is_found_whole(self) -> None:
        for _, (noun, *_) in lines():
            words = noun.split()
            (span,) = CATEGORIES.find_things(words, weak=True)
            assert (span.start, span.end) == (0, len(words)), noun


class TestTypeNamed:
    @pytest.mark.parametrize(
        ("phrase", "item_type"),
        [
            ("clothing", CLOTHING),
            ("my clothes", CLOTHING),
            ("wardrobe", CLOTHING),
            ("my gadgets", TECHNOLOGY),
            ("all my tech", TECHNOLOGY),
            ("electronics", TECHNOLOGY),
            ("stuff for pets", PETS),
            ("pet supplies", PETS),
            ("vehicles", VEHICLES),
            ("Vehicle", VEHICLES),
            ("tools", TOOLS),
            ("games", TOYS),
            ("subscriptions", SUBSCRIPTIONS),
            ("fitness equipment", FITNESS),
            ("sports gear", FITNESS),
            ("camping gear", OUTDOOR),
            ("things for the outdoors", OUTDOOR),
            ("books & media", BOOKS),
            ("musical instruments", BOOKS),
            ("Personal_Care_Items", CARE),
            ("furniture", FURNITURE),
            ("decorations", DECOR),
            ("misc", MISCELLANEOUS),
            ("other things", OTHER),
        ],
    )
    def test_people_name_types_in_their_own_words(self, phrase: str, item_type: ItemType) -> None:
        assert CATEGORIES.type_named(phrase) is item_type

    @pytest.mark.parametrize("item_type", ItemType)
    def test_every_type_is_named_by_its_own_value(self, item_type: ItemType) -> None:
        assert CATEGORIES.type_named(item_type.value) is item_type
        assert CATEGORIES.type_named(item_type.value.replace("_", " and ")) in (item_type, None)

    @pytest.mark.parametrize("phrase", ["", "my things", "lamp", "stuff", "everything", "the of"])
    def test_a_phrase_without_a_type_names_none(self, phrase: str) -> None:
        assert CATEGORIES.type_named(phrase) is None

    @given(st.text())
    def test_any_text_names_a_type_or_none(self, phrase: str) -> None:
        assert CATEGORIES.type_named(phrase) in (None, *ItemType)


class TestTheLists:
    def test_every_line_is_a_noun_an_emoji_and_perhaps_weak(self) -> None:
        for file, fields in lines():
            noun, picture, *mark = fields
            assert noun == " ".join(noun.lower().split()), (file, noun)
            assert noun, file
            assert mark in ([], ["weak"]), (file, noun)
            assert picture == "" or is_one_emoji(picture), (file, noun, picture)

    def test_there_are_thousands_of_nouns_and_many_for_each_type(self) -> None:
        counts: dict[str, int] = {}
        for file, _ in lines():
            counts[file] = counts.get(file, 0) + 1
        assert min(counts.values()) >= 300
        assert sum(counts.values()) >= 2500

    def test_no_noun_is_listed_twice(self) -> None:
        seen: dict[str, str] = {}
        for file, (noun, *_) in lines():
            key = "".join(re.findall(r"\w", noun.replace("'s", "").replace("'", "")))
            assert key not in seen, f"{noun} in {file} and {seen[key]}"
            seen[key] = file

    def test_lists_are_in_order_so_that_a_noun_is_found_by_eye(self) -> None:
        previous = ("", "")
        for file, (noun, *_) in lines():
            assert file != previous[0] or previous[1] < noun, (file, noun)
            previous = (file, noun)
