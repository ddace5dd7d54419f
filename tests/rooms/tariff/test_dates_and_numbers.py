"""What the law ties to importation, chapter 99 numbers in customs' order, and ACE's codes for units."""

from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.tariff import TariffFacts
from entrygo.tariff.duty import Amounts, Assessment, Goods, assess, layers
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule
from entrygo.tariff.units import ace_code, quantity_in

WHEY = "0404100500"  # on the dairy list of the ban, and of the duty of 50 %


def assessed(code: str, origin: str, on: date, imported: date | None = None) -> Assessment:
    """Goods of a code and origin, nothing else stated."""
    book = shipped_schedule()
    tariff: TariffFacts = resolve(book, {code}, on, {origin}, import_date=imported)
    return assess(Goods(hs_code=code, line=tariff.lines.get(code), country_of_origin=origin), tariff)


@pytest.mark.parametrize(
    ("entered", "imported", "is_banned"),
    [
        ("2026-09-28", None, False),
        ("2026-09-28", "2026-09-28", False),
        ("2026-09-28", "2026-09-29", True),
        ("2026-09-29", None, True),
        ("2026-10-05", "2026-09-28", False),
        ("2026-10-05", "2026-09-29", True),
    ],
)
@pytest.mark.requirement("duty:dates:importation")
def test_the_bans_follow_the_date_of_importation(entered: str, imported: str | None, is_banned: bool) -> None:
    day = date.fromisoformat(imported) if imported else None
    found = assessed(WHEY, "CA", date.fromisoformat(entered), day)
    assert found.is_banned is is_banned
    if not is_banned:
        owed = {layer.heading: layer.amount_usd for layer in layers(found, Amounts(value_usd=Decimal(1000)))}
        assert owed["9903.03.13"] == Decimal("500.00")


@pytest.mark.requirement("duty:numbers:filing-order")
def test_chapter_99_numbers_stand_in_customs_order_301_338_232_201_others() -> None:
    metal = assessed("7323930080", "CN", date(2026, 11, 23))
    programs = {programme.heading: programme.program for programme in metal.programmes}
    order = [programs[heading].partition("_")[0] for heading in metal.headings]
    assert order == sorted(order, key=["S301", "S338", "S232", "S201"].index)
    assert {"S301", "S232"} <= set(order)
    assert set(metal.headings) == {heading for heading in programs if "." in heading}
    canadian = assessed("7608100030", "CA", date(2026, 11, 23))
    programs = {programme.heading: programme.program for programme in canadian.programmes}
    order = [programs[heading].partition("_")[0] for heading in canadian.headings]
    assert order.index("S338") < order.index("S232")


@pytest.mark.requirement("units:ace:codes")
def test_every_unit_of_the_shipped_schedule_has_a_code_of_ace() -> None:
    spelled = {each for line in shipped_schedule().lines() for each in line.units}
    assert not {each for each in spelled if ace_code(each) is None}
    told = {
        each: ace_code(each) for each in ("doz. prs.", "doz.", "No.", "kg", "m2", "liters", "bbl", "carat")
    }
    assert list(told.values()) == ["DPR", "DOZ", "NO", "KG", "M2", "L", "BBL", "CAR"]
    assert (ace_code("pcs"), ace_code("Dz Pcs"), ace_code("prs."), ace_code("Cu kg")) == (
        "PCS",
        "DPC",
        "PRS",
        "CKG",
    )


def test_a_quantity_is_read_under_the_schedules_word_and_under_aces_code() -> None:
    for wanted, stated, amount in (
        ("doz. prs.", {"DPR": Decimal(2)}, 2),
        ("bbl", {"BBL": Decimal("0.006")}, Decimal("0.006")),
        ("liters", {"L": Decimal(9)}, 9),
        ("Cu kg", {"CKG": Decimal(3)}, 3),
        ("doz.", {"NO": Decimal(24)}, 2),
        ("carat", {"CAR": Decimal(5)}, 5),
    ):
        assert quantity_in(wanted, stated, None) == amount, wanted
