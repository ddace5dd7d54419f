"""Three hundred orders, the same on every machine: most ready, some for review, some that may not leave."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from entrygo.demo.catalogue import BLOCKED, REVIEW, SEPARATE, plain_products
from entrygo.demo.sample_people import EAST, WEST, Dice, Place, resident

Json = dict[str, Any]  # Any: JSON as the API takes it

TOTAL = 300
FIRST_NUMBER = 10_001
REVIEW_ORDERS, BLOCKED_ORDERS = 45, 33
CHANNELS = ("webshop", "webshop", "webshop", "marketplace", "wholesale")
MARKDOWNS = (Decimal(1), Decimal(1), Decimal(1), Decimal("0.9"), Decimal("0.85"))
BOUTIQUE_PIECES = 96  # a shop's eight dozen jeans: above 2,500 dollars a certification is owed
REVIEW_CASES = (*REVIEW, SEPARATE, "zip")
BLOCKED_CASES = (*BLOCKED, "section 321", "free gift", "abroad")
LEFT_OUT = ("to Canada", "to Canada", "cancelled", "empty")


def orders(items: Sequence[Json], ids: Mapping[str, str], today: date) -> list[Json]:
    """The orders as a sync takes them. ``ids`` are the products' ids by external id."""
    shelf = _Shelf(items, ids)
    return [
        _order(shelf, number, kind=kind, case=case, today=today)
        for number, (kind, case) in enumerate(_cases(), start=FIRST_NUMBER)
    ]


class _Shelf:
    """The products by external id, and lines of them."""

    def __init__(self, items: Sequence[Json], ids: Mapping[str, str]) -> None:
        self._items = {item["externalId"]: item for item in items}
        self._plain = [item["externalId"] for item in plain_products(list(items))]
        self._ids = ids

    def line(self, external_id: str, quantity: int, markdown: Decimal = Decimal(1)) -> Json:
        """One line; the price is the product's own less a markdown, to the cent."""
        price = Decimal(str(self._items[external_id]["unitValueUsd"])) * markdown
        return {
            "productId": self._ids[external_id],
            "quantity": quantity,
            "unitValueUsd": float(round(price, 2)),  # lint: allow exact-money -- a JSON number on the wire
        }

    def plain(self, dice: Dice, count: int) -> list[Json]:
        """Lines of so many different ordinary products."""
        chosen = dict.fromkeys(dice.one_of(self._plain) for _ in range(count))
        return [self.line(each, 1 + dice.below(3), dice.one_of(MARKDOWNS)) for each in chosen]


def _cases() -> Iterator[tuple[str, str]]:
    """Kind and case of each order: the special ones spread evenly among the ready ones."""
    special = [("review", REVIEW_CASES[i % len(REVIEW_CASES)]) for i in range(REVIEW_ORDERS)]
    special += [("blocked", BLOCKED_CASES[i % len(BLOCKED_CASES)]) for i in range(BLOCKED_ORDERS)]
    special += [("left_out", case) for case in LEFT_OUT]
    for index in range(TOTAL):
        before, after = index * len(special) // TOTAL, (index + 1) * len(special) // TOTAL
        yield special[before] if after > before else ("ready", "")


def _order(shelf: _Shelf, number: int, *, kind: str, case: str, today: date) -> Json:
    dice = Dice(f"order {number}")
    place = _place(dice, kind)
    order: Json = {
        "externalId": f"MHG-{number}",
        "destinationCountry": "US",
        "destinationRegion": place.state,
        "destinationPostalCode": place.zip_code,
        "shipTo": resident(dice, place),
        "items": _lines(shelf, dice, kind, case=case),
        "packages": 1,
        "soldOn": (today - timedelta(days=1 + dice.below(9))).isoformat(),
        "metadata": {
            "channel": dice.one_of(CHANNELS),
            "warehouse": "toronto" if place in EAST else "vancouver",
            "demo": kind,
            **({"case": case} if case else {}),
        },
    }
    return _twisted(order, case)


def _place(dice: Dice, kind: str) -> Place:
    """Review orders go west twice of three times, blocked ones east; the rest at random across the country."""
    west = {"review": 2, "blocked": 0}.get(kind, 1)
    place: Place = dice.one_of(WEST if dice.below(3) < west else EAST)
    return place


def _lines(shelf: _Shelf, dice: Dice, kind: str, *, case: str) -> list[Json]:
    if kind == "ready":
        return shelf.plain(dice, 1 + dice.below(4))
    if case == "empty":
        return []
    ordinary = shelf.plain(dice, dice.below(3) if case in BLOCKED or case in REVIEW else 1 + dice.below(2))
    if case == "ap-jeans-m":
        return [shelf.line(case, BOUTIQUE_PIECES), *ordinary]
    if case in BLOCKED or case in REVIEW or case == SEPARATE:
        return [shelf.line(case, 1 + dice.below(2)), *ordinary]
    return ordinary


def _twisted(order: Json, case: str) -> Json:
    """What is wrong with the order itself, where its case says so."""
    if case == "zip":
        order["shipTo"]["postalCode"] = order["destinationPostalCode"] = "33137"
    elif case == "section 321":
        order["clearance"] = "321"
    elif case == "free gift":
        order["items"][0]["unitValueUsd"] = 0
    elif case in {"abroad", "to Canada"}:
        there = {"city": "Halifax", "region": "NS", "postalCode": "B3J 1S9", "country": "CA"}
        order["shipTo"] |= there
        if case == "to Canada":
            order |= {
                "destinationCountry": "CA",
                "destinationRegion": "NS",
                "destinationPostalCode": "B3J 1S9",
            }
    elif case == "cancelled":
        order["status"] = "cancelled"
    return order
