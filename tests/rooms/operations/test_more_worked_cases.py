"""More worked cases of the law: how its duties stand together by date, preferences, provisions and fees, to the cent.

Each is a line of 1,000 dollars unless told, worked by hand from the schedule's rates and the notices of the day.
"""

from decimal import Decimal

import pytest

from tests.rooms.operations.estimates import Node, duty, estimate, goods

NOW, SHIRT, LUGGAGE, SHOES, BOOK = (
    *("2026-11-23", "6109.10.0012", "4202.12.4000", "6402.99.3165", "4901.99.0070"),
)
USMCA: Node = {"usmcaClaimed": True}
STEEL: Node = {
    "netWeightKg": 1,
    "metals": {"steelWeightKg": 1, "aluminumWeightKg": 0, "copperWeightKg": 0, "steelMeltPourCountry": "CA"},
}


@pytest.mark.parametrize(
    ("code", "origin", "on", "more", "owed"),
    [
        # 16.5 %: list 4A and forced labour, Hong Kong without the former, totals of partners already reached
        (SHIRT, "CN", NOW, {}, 365),
        (SHIRT, "HK", NOW, {}, 290),
        (SHIRT, "IN", NOW, {}, 265),
        (SHIRT, "PT", NOW, {}, 165),
        (SHIRT, "JP", NOW, {}, 165),
        (SHIRT, "BY", NOW, {}, 900),
        (SHIRT, "CN", "2026-07-23", {}, 340),
        (SHIRT, "CA", "2026-07-23", {}, 265),
        (SHIRT, "CA", "2026-07-23", USMCA, 0),
        (SHIRT, "CA", "2026-08-22", USMCA, 500),
        # upholstered seats: 25 % and China's own, partners in total, 30 % from January
        ("9401.61.6011", "CN", NOW, {}, 500),
        ("9401.61.6011", "KR", NOW, {}, 150),
        ("9401.61.6011", "MX", NOW, USMCA, 250),
        ("9401.61.6011", "VN", "2027-01-01", {}, 300),
        # steel bolts, free: 50 % on the full value beside China's 25, not beside Brazil's
        ("7318.15.2065", "CN", NOW, STEEL, 750),
        ("7318.15.2065", "BR", NOW, STEEL, 500),
        # 6.3 %: each duty on its first and last day
        (LUGGAGE, "VN", "2026-02-24", {}, 163),
        (LUGGAGE, "VN", "2026-07-23", {}, 163),
        (LUGGAGE, "VN", "2026-07-24", {}, 188),
        (LUGGAGE, "BR", "2026-07-21", {}, 163),
        (LUGGAGE, "BR", "2026-07-22", {}, 413),
        (LUGGAGE, "BR", "2026-07-24", {}, 438),
        ("4202.21.9000", "IT", NOW, {}, 100),
        ("4202.21.9000", "CN", NOW, {}, 465),
        # preferences take off the base, not the duty for forced labour; CAFTA-DR textiles both
        (LUGGAGE, "AU", NOW, {"spi": "AU"}, 125),
        (LUGGAGE, "KR", NOW, {"spi": "KR"}, 125),
        (LUGGAGE, "PA", NOW, {"spi": "PA"}, 0),
        (LUGGAGE, "IN", NOW, {"spi": "AU"}, 163),
        (LUGGAGE, "TH", NOW, {"spi": "A"}, 188),
        (SHIRT, "HN", NOW, {"spi": "P"}, 0),
    ],
)
def test_duties_stand_together_as_the_notices_of_the_day_say(
    code: str, origin: str, on: str, more: Node, owed: float
) -> None:
    assert duty(estimate(goods(code, origin, 1000, **more), on=on)) == Decimal(owed)


CLAIM: Node = {"exportedOn": "2026-03-01", "evidence": "declarations on file"}


@pytest.mark.parametrize(
    ("origin", "value", "claim", "more", "owed", "fee"),
    [
        ("VN", 3000, {"provision": "9802.00.50", "repairValueUsd": 200}, {}, "37.60", "0.00"),
        ("FR", 3000, {"provision": "9802.00.50", "repairValueUsd": 200}, {}, "20.00", "0.00"),
        ("CN", 3000, {"provision": "9802.00.50", "repairValueUsd": 200}, {"spi": "S"}, "75.00", "0.00"),
        ("CN", 30000, {"provision": "9802.00.80", "usContentValueUsd": 12000}, {}, "7884.00", "62.35"),
        ("MX", 3000, {"provision": "9802.00.80", "usContentValueUsd": 1200}, {}, "293.40", "34.58"),
        ("MX", 3000, {"provision": "9802.00.80", "usContentValueUsd": 1200}, USMCA, "0.00", "0.00"),
        ("CN", 3000, {"provision": "9801.00.10", "exportedOn": "2023-11-23"}, {}, "0.00", "0.00"),
    ],
)
def test_luggage_under_chapter_98_owes_on_what_is_left(
    origin: str, value: float, claim: Node, more: Node, owed: str, fee: str
) -> None:
    """6.3 percent; 25 and 12.5 for China, 12.5 for Viet Nam, 10 for Mexico, 10 in total for the Union."""
    answer = estimate(goods(LUGGAGE, origin, value, claim=CLAIM | claim, **more))
    assert (str(duty(answer)), str(answer["totals"]["mpfUsd"])) == (owed, fee)


@pytest.mark.parametrize(
    ("value", "on", "kind", "fee"),
    [
        (9982.67, NOW, "formal", "34.58"),
        (9985, NOW, "formal", "34.59"),
        (193660, NOW, "formal", "670.84"),
        (193667, NOW, "formal", "670.86"),
        (9000, "2026-09-30", "formal", "33.58"),
        (9000, "2026-10-01", "formal", "34.58"),
        (9000, "2025-09-30", "formal", "32.71"),
        (1000, "2026-09-30", "informal", "2.69"),
        (1000, "2026-10-01", "informal", "2.77"),
        (9000, "2027-10-01", "formal", "None"),
    ],
)
def test_the_processing_fee_is_of_its_fiscal_year(value: float, on: str, kind: str, fee: str) -> None:
    """19 CFR 24.23: 0.3464 percent between the year's least and most."""
    answer = estimate(goods(BOOK, "GB", value), on=on, kind=kind)
    assert str(answer["totals"]["mpfUsd"]) == fee


def test_goods_of_a_preference_leave_the_fee_to_the_others_of_the_entry() -> None:
    """20,000 of Canadian books beside shoes of 5,000 and of 50,000."""
    for value, fee in ((5000, "34.58"), (50000, "173.20")):
        made = estimate(goods(BOOK, "CA", 20000, **USMCA), goods(SHOES, "GB", value))
        assert str(made["totals"]["mpfUsd"]) == fee
