"""The law that ships: what it makes of goods under the shipped schedule, and that no heading is forgotten."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from entrygo.contract.facts import Metals
from entrygo.contract.plan import EntryType
from entrygo.contract.tariff import Standing
from entrygo.tariff.codes import judge
from entrygo.tariff.conditions import CONDITIONS
from entrygo.tariff.estimate import Estimate, EstimateLine, estimate
from entrygo.tariff.law import read_law, shipped_documents, shipped_law
from entrygo.tariff.layers import most
from entrygo.tariff.programme_scope import InvalidRecord, scope_of
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule

NOW, JULY = date(2026, 11, 23), date(2026, 7, 29)
ALUMINUM = Metals(aluminum_weight_kg=Decimal(1))


@dataclass(frozen=True, kw_only=True)
class Case:
    """Goods of 1,000 dollars unless told, and the duty they owe to the cent; ``None`` where it is not known."""

    code: str
    origin: str
    duty: str | None
    on: date = NOW
    value: int = 1000
    usmca: bool = False
    metals: Metals | None = None
    conditions: Mapping[str, bool] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


def priced(case: Case) -> Estimate:
    """The case as an estimate of one line."""
    line = EstimateLine(
        hs_code=case.code,
        country_of_origin=case.origin,
        value_usd=Decimal(case.value),
        net_weight_kg=Decimal(1) if case.metals else None,
        usmca_claimed=case.usmca,
        metals=case.metals,
        conditions=case.conditions,
    )
    tariff = resolve(shipped_schedule(), {case.code}, case.on, {case.origin})
    return estimate((line,), tariff, entry_date=case.on, mode="truck", entry_type=EntryType.FORMAL)


CASES = [
    # Section 338 whole, with its changes of 15 September and the bans by code
    Case(code="9505.10.2500", origin="CA", usmca=True, on=date(2026, 8, 25), duty="500.00"),
    Case(code="7608.10.0030", origin="CA", usmca=True, value=10000, metals=ALUMINUM, duty="10000.00"),
    Case(code="9401.61.6011", origin="CA", usmca=True, value=10000, duty="2500.00"),
    Case(
        code="2203.00.0030", origin="CA", duty=None, told=frozenset({"IMPORT_BANNED", "CONDITION_UNANSWERED"})
    ),
    Case(
        code="2203.00.0030",
        origin="CA",
        conditions={"packaged": True},
        duty=None,
        told=frozenset({"IMPORT_BANNED"}),
    ),
    Case(code="2203.00.0030", origin="CA", conditions={"packaged": False}, duty="600.00"),
    # exemptions of the forced-labour duty
    Case(code="0901.11.0015", origin="VN", on=JULY, duty="0.00"),
    Case(code="8517.13.0000", origin="CN", on=JULY, duty="0.00"),
    Case(code="8471.30.0100", origin="CN", on=JULY, duty="0.00"),
    Case(code="6309.00.0010", origin="CA", on=JULY, duty="0.00"),
    Case(code="2208.30.3030", origin="GB", on=JULY, duty="0.00"),
    Case(code="0901.11.0015", origin="BR", on=JULY, duty="0.00"),
    # membership asked of the digits
    Case(code="7612.90.1045", origin="VN", metals=ALUMINUM, duty="557.00"),
    Case(code="8541.90.0010", origin="CN", duty="500.00"),
    # programmes that were absent
    Case(code="6109.10.0012", origin="NI", duty="290.00"),
    Case(code="6109.10.0012", origin="NI", on=date(2027, 1, 1), duty="390.00"),
    Case(code="6109.10.0012", origin="NI", on=date(2028, 1, 1), duty="440.00"),
    Case(code="8708.30.5090", origin="TW", duty="150.00"),
    Case(code="2501.00.0000", origin="RU", duty="475.00"),
    # whole numbers excluded from the China duty, to 9 November 2026
    Case(code="3401.19.0000", origin="CN", on=date(2026, 11, 9), duty="125.00"),
    Case(code="3401.19.0000", origin="CN", on=date(2026, 11, 10), duty="200.00"),
    # conditions nobody answered, and answered
    Case(code="8504.40.9580", origin="CN", duty=None, told=frozenset({"CONDITION_UNANSWERED"})),
    Case(
        code="8504.40.9580",
        origin="CN",
        conditions={"droneUse": True, "civilAircraft": False},
        duty="1375.00",
    ),
    Case(
        code="8504.40.9580",
        origin="CN",
        conditions={"droneUse": False, "civilAircraft": False},
        duty="375.00",
    ),
    Case(
        code="6810.99.0020",
        origin="CN",
        duty="875.00",
        conditions={"quartzSurface": True, "quotaFilled": True},
    ),
    Case(code="6810.99.0020", origin="CN", duty="375.00", conditions={"quartzSurface": False}),
]


@pytest.mark.requirement("readiness:code:every")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.origin} {case.on} {case.duty}")
def test_goods_owe_what_the_law_of_the_day_says(case: Case) -> None:
    """Each case was once another figure; an unknown one has an open finding."""
    made = priced(case)
    assert made.duty_usd == (None if case.duty is None else Decimal(case.duty))
    assert case.told <= {notice.remark.code for notice in made.notices}


def test_a_switched_off_duty_leaves_its_heading() -> None:
    """9903.05.07: Brazilian metal goods pay Section 232 and not Section 301, and the entry says so."""
    made = priced(Case(code="7616.99.5190", origin="BR", metals=ALUMINUM, duty=None))
    assert [layer.heading for layer in made.lines[0].layers][1:] == ["9903.82.02", "9903.05.90", "9903.05.07"]


def test_an_unanswered_condition_holds_both_figures_in_its_details() -> None:
    """Unanswered where it moves money is unknown."""
    made = priced(Case(code="6810.99.0020", origin="CN", conditions={"quotaFilled": True}, duty=None))
    (asked,) = [notice.remark for notice in made.notices if notice.remark.code == "CONDITION_UNANSWERED"]
    assert dict(asked.details) == {
        "condition": "quartzSurface",
        "ifTrueUsd": Decimal("875.00"),
        "ifFalseUsd": Decimal("375.00"),
        "exposureUsd": Decimal("875.00"),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.origin} {case.on}")
def test_taking_an_answer_away_never_makes_goods_cheaper(case: Case) -> None:
    """A figure goes, or stays; it never falls."""
    with_answers = priced(case)
    for name in case.conditions:
        fewer = {other: answer for other, answer in case.conditions.items() if other != name}
        made = priced(Case(**{**vars(case), "conditions": fewer}))
        worst = {notice.remark.severity for notice in made.notices} >= {
            notice.remark.severity for notice in with_answers.notices if notice.remark.severity == "error"
        }
        assert worst
        if made.duty_usd is not None and with_answers.duty_usd is not None:
            assert made.duty_usd >= with_answers.duty_usd


@pytest.mark.parametrize(
    ("code", "standing", "candidates", "suggestion"),
    [
        ("4901990070", Standing.VALID, (), None),
        ("0101100010", Standing.VALID, (), None),
        ("0901210035", Standing.RETIRED, ("0901210015", "0901210020"), None),
        ("1801000000", Standing.RETIRED, ("1801000010", "1801000090"), None),
        ("0811905000", Standing.RETIRED, ("0811905010", "0811905090"), None),
        ("040900", Standing.INCOMPLETE, ("0409000005", "0409000010"), None),
        ("401202000", Standing.UNKNOWN, (), "0401202000"),
        ("00000000", Standing.UNKNOWN, (), None),
        ("4.01699E+09", Standing.UNKNOWN, (), None),
        ("49019", Standing.UNKNOWN, (), None),
    ],
)
@pytest.mark.requirement("readiness:code:retired", "readiness:code:mend")
def test_a_code_is_judged_by_the_newest_lists(
    code: str, standing: Standing, candidates: tuple[str, ...], suggestion: str | None
) -> None:
    """Valid in the report alone, retired with successors, lost zeros."""
    told = judge(shipped_schedule(), code, NOW)
    assert (told.standing, told.candidates[: len(candidates)], told.suggestion) == (
        standing,
        candidates,
        suggestion,
    )


def test_a_code_is_what_it_was_on_the_day_of_entry() -> None:
    """1801.00.0000 ended on 30 January 2026, its successors began."""
    before = date(2026, 1, 29)
    assert judge(shipped_schedule(), "1801000000", before).standing is Standing.VALID
    assert judge(shipped_schedule(), "1801000010", before).standing is Standing.UNKNOWN


@pytest.mark.requirement("readiness:code:incomplete")
@pytest.mark.parametrize(("short", "long"), [("0409.00.00", "0409.00.0045"), ("7318.15", "7318.15.2065")])
def test_fewer_digits_ask_what_the_worst_line_below_asks(short: str, long: str) -> None:
    """Leaving digits out improves nothing: duty cases and agencies stay asked."""
    lines = resolve(shipped_schedule(), {short, long}, NOW, {"CN"}).lines
    whole, part = lines[long.replace(".", "")], lines[short.replace(".", "")]
    assert (part.antidumping, part.countervailing) >= (whole.antidumping, whole.countervailing)
    assert set(whole.agency_flags) <= set(part.agency_flags)


def test_every_heading_in_force_has_a_record_or_a_reason(shared: Path) -> None:
    """The inventory of chapter 99: what charges or exempts today is modelled, or stands out of scope with a reason."""
    law = shipped_law()
    modelled = {record.heading for record in law.programmes}
    inventory = csv.DictReader(
        (shared / "data/lists-2026-11/chapter99_inventory.csv").read_text().splitlines()
    )
    in_force = {
        row["heading"]
        for row in inventory
        if row["status_2026_11_28"].split()[0] in ("charges", "exempts", "quota")
    }
    assert in_force - modelled - law.out_of_scope.keys() == set()
    assert not (law.out_of_scope.keys() & modelled)
    telling = {reason.partition(": ")[0] for reason in law.out_of_scope.values()}
    assert telling <= {record.id for record in law.programmes}
    assert all(reason.partition(": ")[2] for reason in law.out_of_scope.values())


def test_a_record_asks_only_conditions_of_the_vocabulary() -> None:
    """Each has a question and its place in law; none waits unasked."""
    asked = {name for record in shipped_law().programmes for name in scope_of(record).conditions}
    assert asked == set(CONDITIONS)


def test_a_bundle_is_known_by_the_digest_of_its_documents() -> None:
    """One byte more is another law; a bundle without a manifest is none."""
    documents = dict(shipped_documents())
    assert read_law(documents).stamp == shipped_law().stamp
    changed = {**documents, "law.json": documents["law.json"] + b" "}
    assert read_law(changed).stamp.digest != shipped_law().stamp.digest
    with pytest.raises(InvalidRecord, match=r"no law\.json"):
        read_law({})


@pytest.mark.parametrize(
    ("missing", "duty", "told"),
    [
        ({"s301_china": "half of it"}, None, True),
        ({"s301_china:9903.88.03": "half of it"}, None, True),
        ({"s301_chinaware": "half of it"}, Decimal("185.00"), False),
        ({}, Decimal("185.00"), False),
    ],
)
def test_a_list_held_in_part_leaves_no_figure_for_what_it_does_not_show(
    missing: dict[str, str], duty: Decimal | None, told: bool
) -> None:
    """Footwear of China on no list; the names of lists are whole names."""
    line = EstimateLine(hs_code="6402993165", country_of_origin="CN", value_usd=Decimal(1000))
    tariff = replace(resolve(shipped_schedule(), {line.hs_code}, NOW, {"CN"}), partial=missing)
    made = estimate((line,), tariff, entry_date=NOW, mode="truck", entry_type=EntryType.FORMAL)
    assert made.duty_usd == duty
    assert ("PROGRAMME_LIST_PARTIAL" in {notice.remark.code for notice in made.notices}) is told


def test_the_most_of_amounts_is_known_only_where_each_is() -> None:
    assert most([Decimal(1), Decimal(2)]) == 2
    assert most([Decimal(1), None]) is None
    assert most([None]) is None
    assert most([]) is None


def test_the_rate_of_semiconductors_from_china_is_unknown_from_the_day_it_is_to_rise() -> None:
    """90 FR 60848: increased on 23 June 2027 to a rate that is to be announced."""
    before, after = (
        priced(Case(code="8541.10.0040", origin="CN", on=day, duty=None))
        for day in (date(2027, 6, 22), date(2027, 6, 23))
    )
    assert (before.duty_usd, after.duty_usd) == (Decimal("500.00"), None)
    assert "DUTY_NOT_COMPUTABLE" in {notice.remark.code for notice in after.notices}


@pytest.mark.parametrize(
    ("code", "is_taxed"),
    [
        ("2203.00.0030", True),
        ("2204.21.5040", True),
        ("2208.30.3030", True),
        ("2206.00.1510", True),
        ("2402.20.8000", True),
        ("2106.90.1200", True),
        ("4813.10.0000", True),
        ("2202.91.0000", False),
        ("2401.10.2120", False),
        ("2209.00.0000", False),
    ],
)
def test_goods_that_pay_an_internal_revenue_tax_with_their_entry_say_that_none_is_in_the_figures(
    code: str, is_taxed: bool
) -> None:
    """The footnotes of the schedule name 26 USC 5001, 5041, 5051 and 5701 under these codes."""
    told = [notice.remark for notice in priced(Case(code=code, origin="FR", duty=None)).notices]
    warned = [each for each in told if each.code == "INTERNAL_REVENUE_TAX_NOT_COMPUTED"]
    assert [each.severity for each in warned] == (["warning"] if is_taxed else [])


@pytest.mark.parametrize(
    ("is_filled", "code"),
    [(None, "QUOTA_ACCESS_ASSUMED"), (True, "QUOTA_ACCESS_ASSUMED"), (False, None)],
)
def test_a_rate_within_a_quota_warns_until_the_quota_is_said_to_be_open(
    is_filled: bool | None, code: str | None
) -> None:
    conditions = {} if is_filled is None else {"quotaFilled": is_filled}
    made = priced(Case(code="0406.30.8900", origin="FR", conditions=conditions, duty=None))
    found = {notice.remark.code for notice in made.notices if notice.remark.severity == "warning"}
    assert made.duty_usd == Decimal("100.00")
    assert ("QUOTA_ACCESS_ASSUMED" in found) is (code is not None)


@pytest.mark.parametrize(("origin", "usmca", "is_told"), [("BE", False, True), ("MX", True, False)])
def test_goods_over_a_quota_say_that_a_safeguard_duty_is_not_in_the_figures(
    origin: str, usmca: bool, is_told: bool
) -> None:
    """Chapter 99, subchapter IV: by price a kilogram; not on goods that originate under the USMCA."""
    made = priced(Case(code="1806.32.1800", origin=origin, usmca=usmca, duty=None))
    assert ("SAFEGUARD_DUTY_NOT_COMPUTED" in {notice.remark.code for notice in made.notices}) is is_told
