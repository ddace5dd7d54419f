"""Rates of duty: every text form of the schedule, and what it comes to."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.tariff.rates import (
    ANY_PROGRAMME,
    NOT_COMPUTABLE,
    Rate,
    amount,
    lacking,
    parse_rate,
    parse_special,
)
from entrygo.tariff.units import FAMILIES, SPELLINGS, quantity_in, unit

D = Decimal
REASONS = {reason for _, reason in NOT_COMPUTABLE}

PART_BASES = {
    "apparatus", "battery", "case", "case and strap, band or bracelet", "cost of such goods or repairs",
    "cost of such parts", "cost of such parts or materials", "fair retail value", "lead content", "movement",
    "movement and case", "rifle", "strap, band or bracelet", "telescopic sight, if any",
}  # fmt: skip
"""What a percentage of the 2025 schedule is taken of, other than the customs value: all of them."""

INDICATORS = {
    "A", "A*", "A+", "AU", "B", "BH", "C", "CA", "CL", "CO", "D", "E", "E*", "IL", "J", "J*", "JO", "JP", "K", "KR",
    "L", "MA", "MX", "NP", "OM", "P", "P+", "PA", "PE", "R", "S", "S+", "SG",
}  # fmt: skip
"""Programme indicators of the 2025 schedule's special column, chapters 98 and 99 included."""


def shape(
    rate: Rate,
) -> tuple[Decimal | None, tuple[tuple[Decimal, str], ...], tuple[tuple[Decimal, str], ...]]:
    return rate.ad_valorem_percent, rate.specifics, rate.part_percents


def known(rate: Rate) -> bool:
    """Computable, or listed as data among what is not and why."""
    if rate.part_percents:
        return {base for _, base in rate.part_percents} <= PART_BASES
    return rate.computable or rate.reason in REASONS


def test_every_rate_text_of_the_schedule_is_parsed_or_known_not_computable(shared: Path) -> None:
    """All 35,810 rows, all three columns; an unread text would be a silent gap in the duty."""
    rows = json.loads((shared / "data/htsus_2025_basic_raw.json").read_text(encoding="utf-8"))
    assert len(rows) == 35_810
    unread = {
        (row["htsno"], text)
        for row in rows
        for text, rate in [
            *((row[column], parse_rate(row[column])) for column in ("general", "other")),
            *((row["special"], rate) for rate in parse_special(row["special"]).values()),
        ]
        if not known(rate)
    }
    assert unread == set()


def test_every_programme_indicator_of_the_special_column_is_a_known_one(shared: Path) -> None:
    """An indicator read wrongly would grant or refuse a preference."""
    rows = json.loads((shared / "data/htsus_2025_basic_raw.json").read_text(encoding="utf-8"))
    found = {indicator for row in rows for indicator in parse_special(row["special"])}
    assert found == INDICATORS | {ANY_PROGRAMME}


@pytest.mark.parametrize(
    ("text", "percent", "specifics"),
    [
        ("Free", D(0), ()),
        ("16.5%", D("16.5"), ()),
        ("2.4% ", D("2.4"), ()),
        ("37% /", D(37), ()),
        ("1¢ each + 4.6%", D("4.6"), ((D("0.01"), "piece"),)),
        ("$1.035/kg +13.6%", D("13.6"), ((D("1.035"), "kg"),)),
        ("15.4¢/kg + 40%", D(40), ((D("0.154"), "kg"),)),
        ("$1.13/m3", None, ((D("1.13"), "m3"),)),
        ("14.27¢/ liter", None, ((D("0.1427"), "liter"),)),
        ("$1.78/pf. liter", None, ((D("1.78"), "proof liter"),)),
        ("12¢/doz. + 5.5%", D("5.5"), ((D("0.12"), "dozen"),)),
        ("90¢/pr. + 37.5%", D("37.5"), ((D("0.9"), "pair"),)),
        ("28.8¢/gross + 4.6%", D("4.6"), ((D("0.288"), "gross"),)),
        ("$2.50/thou- sand + 40%", D(40), ((D("2.5"), "thousand"),)),
        ("10¢/1,000 pins + 3.5%", D("3.5"), ((D("0.1"), "thousand"),)),
        ("5.7¢/kg on drained weight +8%", D(8), ((D("0.057"), "kg drained"),)),
        ("22¢/kg on drained weght + 45%", D(45), ((D("0.22"), "kg drained"),)),
        ("86.1¢/m2of recording surface", None, ((D("0.861"), "m2 recording"),)),
        ("15¢ each + 2.3% + 0.8¢/jewel", D("2.3"), ((D("0.15"), "piece"), (D("0.008"), "jewel"))),
        ("0.18¢/line/ gross + 2.5%", D("2.5"), ((D("0.0018"), "line gross"),)),
        ("13.5¢/kg + 6.3% + 1.9¢/article", D("6.3"), ((D("0.135"), "kg"), (D("0.019"), "piece"))),
        (
            "0.7¢/kg on copper content + 0.7¢/kg on lead content",
            None,
            ((D("0.007"), "kg copper"), (D("0.007"), "kg lead")),
        ),
        ("4.4¢/liter + 31.4¢/pf. liter", None, ((D("0.044"), "liter"), (D("0.314"), "proof liter"))),
        ("6.5% on the entire set", D("6.5"), ()),
        ("5% on the full value of the imported article", D(5), ()),
    ],
)
def test_a_rate_that_is_a_sum_of_terms_is_computable(
    text: str, percent: Decimal | None, specifics: tuple[tuple[Decimal, str], ...]
) -> None:
    """Texts as the schedule prints them, its slips included."""
    rate = parse_rate(text)
    assert shape(rate) == (percent, specifics, ())
    assert rate.computable
    assert rate.reason is None


def test_a_fraction_in_words_of_the_schedule_is_exact_to_the_cent() -> None:
    """``33 1/3%`` stands 84 times in column 2."""
    assert round(amount(parse_rate("33 1/3%"), D(300), {}, None) or D(0), 10) == D(100)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the schedule states no rate"),
        (":", "the schedule states no rate"),
        ("See 9822.05.15", "the rate stands in another heading or note"),
        ("No change", "the rate is the one in the absence of this heading"),
        ("The duty provided in the applicable subheading + 25%", "the rate is that of another provision"),
        ("[The duty provided in the applicable subheading + 100%]", "the rate is that of another provision"),
        ("Free, under bond", "free only under the conditions the text names"),
        (
            "1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in "
            "proportion) but not less than 0.943854¢/kg",
            "the rate depends on the polarity of the sugar",
        ),
        ("$3/furlong", "the term '$3/furlong' cannot be read"),
    ],
)
def test_a_text_without_a_figure_says_why(text: str, reason: str) -> None:
    """An unknown rate is said, never guessed."""
    rate = parse_rate(text)
    assert (rate.computable, rate.reason) == (False, reason)
    assert amount(rate, D(100), {"kg": D(5)}, D(5)) is None
    assert lacking(rate, {}, None) == reason


def test_a_watch_rate_is_read_in_parts_and_gives_no_figure() -> None:
    """The values of case, strap and battery are on no invoice we see."""
    rate = parse_rate("51¢ each + 6.25% on the case and strap, band or bracelet + 5.3% on the battery")
    assert rate.specifics == ((D("0.51"), "piece"),)
    assert rate.part_percents == ((D("6.25"), "case and strap, band or bracelet"), (D("5.3"), "battery"))
    assert amount(rate, D(100), {"No.": D(1)}, None) is None
    assert "no value is stated" in str(rate.reason)


def test_the_special_column_maps_each_programme_to_its_rate() -> None:
    """Several rates stand in one text, each before its programmes."""
    special = parse_special("Free (A*,AU,BH,CL,S,SG) 2.1% (JP) See 9822.05.15 (P+)")
    assert set(special) == {"A*", "AU", "BH", "CL", "S", "SG", "JP", "P+"}
    assert special["S"] == parse_rate("Free")
    assert special["JP"] == parse_rate("2.1%")
    assert not special["P+"].computable


@pytest.mark.parametrize(
    ("text", "indicator", "rate"),
    [
        ("Free (A,AU,SG)2.6% (JP)", "JP", "2.6%"),
        ("Free (AU,IL,KR,S,SG)0.1¢/liter(JO)", "JO", "0.1¢/liter"),
        ("Free (AU,MA,.OM,P,S) ", "OM", "Free"),
        ("Free (AU,E IL,S)", "IL", "Free"),
        (
            "Free (AU,S) A duty upon the value of the repairs (see U.S. note 3 of this subchapter) (B,C,)",
            "S",
            "Free",
        ),
        ("15¢/kg (KR) See 9919.04.50, 9919.04.67 (PA (PA)", "PA", "See 9919.04.50, 9919.04.67"),
        ("Free", ANY_PROGRAMME, "Free"),
    ],
)
def test_the_special_column_is_read_through_its_slips(text: str, indicator: str, rate: str) -> None:
    """Spacing, stray dots and doubled brackets of the export."""
    assert parse_special(text)[indicator] == parse_rate(rate)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_blank_special_column_grants_nothing(text: str) -> None:
    """No programme, not a free one."""
    assert parse_special(text) == {}


@pytest.mark.parametrize(
    ("text", "quantities", "net_weight_kg", "usd"),
    [
        ("Free", {}, None, D(0)),
        ("16.5%", {}, None, D("16.5")),
        ("1¢ each + 4.6%", {"No.": D(24)}, None, D("4.84")),
        ("1¢ each + 4.6%", {"doz.": D(2)}, None, D("4.84")),
        ("12¢/doz. + 5.5%", {"No.": D(6)}, None, D("5.56")),
        ("1.9¢/kg", {}, D(10), D("0.19")),
        ("1.9¢/kg", {"kg": D(8)}, D(10), D("0.152")),
        ("$1.24/t", {}, D(500), D("0.62")),
        ("90¢/pr. + 20%", {"doz. prs.": D(1)}, None, D("30.8")),
        ("3.5¢/liter", {"m3": D(1)}, None, D(35)),
    ],
)
def test_an_amount_is_exact_and_unrounded(
    text: str, quantities: dict[str, Decimal], net_weight_kg: Decimal | None, usd: Decimal
) -> None:
    """Rounding to the cent belongs to the layer, once."""
    rate = parse_rate(text)
    assert amount(rate, D(100), quantities, net_weight_kg) == usd
    assert lacking(rate, quantities, net_weight_kg) is None


@pytest.mark.parametrize(
    ("text", "quantities", "net_weight_kg", "missing"),
    [
        ("3.5¢/liter", {"kg": D(4)}, D(4), "liter"),
        ("90¢/pr. + 20%", {"No.": D(4)}, D(4), "pair"),
        ("5.7¢/kg on drained weight + 8%", {"kg": D(4)}, D(4), "kg drained"),
        ("1.1¢/kg on lead content", {}, D(4), "kg lead"),
        ("15¢ each + 4% + 2.5¢/jewel", {"No.": D(1)}, None, "jewel"),
        ("1.9¢/kg", {}, None, "kg"),
    ],
)
def test_a_lacking_quantity_gives_no_figure_and_is_named(
    text: str, quantities: dict[str, Decimal], net_weight_kg: Decimal | None, missing: str
) -> None:
    """A liter never follows from a weight, a drained weight never from a net one."""
    rate = parse_rate(text)
    assert amount(rate, D(100), quantities, net_weight_kg) is None
    assert lacking(rate, quantities, net_weight_kg) == f"the rate {text} needs the quantity in {missing}"


def test_a_quantity_stated_in_the_very_unit_wins_over_a_converted_one() -> None:
    """What was stated is not computed again."""
    assert quantity_in("doz.", {"No.": D(24), "doz.": D(3)}, None) == D(3)


def test_spellings_and_families_are_about_the_same_normal_forms() -> None:
    """A family unit nobody can spell would never be found."""
    assert set(FAMILIES) <= set(SPELLINGS.values())
    assert all(unit(form) == form for form in SPELLINGS.values() if form in SPELLINGS)
    assert unit("m<sup>2</sup>") == unit("m²") == unit("M2") == "m2"


@given(st.text(max_size=60))
def test_no_text_makes_the_parser_fail(text: str) -> None:
    """An export's new wording must not stop a load or a plan."""
    rate = parse_rate(text)
    assert rate.computable == (rate.reason is None)
    parse_special(text)
