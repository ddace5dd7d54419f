"""Landed cost without an order, and the small set of records it and a plan resolve."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import Metals
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType
from entrygo.contract.tariff import CodeLife, Edition, Law, ScheduleLine
from entrygo.tariff.duty import Goods, assess
from entrygo.tariff.estimate import Estimate, EstimateLine, estimate
from entrygo.tariff.law import programmes_on, shipped_law
from entrygo.tariff.resolve import resolve
from tests.rooms.tariff.oracle import LINES, NO_PART, NOW

EDITION = Edition(name="2026 Revision 21", vintage="2026-10-09", is_full=True)


class Book:
    """The oracle's lines as a tariff book."""

    def __init__(self, edition: Edition = EDITION, law: Law | None = None) -> None:
        self.edition = edition
        self.law = law or shipped_law()

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """As the port says: an eight-digit code finds its ``....00`` line."""
        found = {code: LINES.get(f"{code}00" if len(code) == 8 else code) for code in codes}
        return {code: line for code, line in found.items() if line}

    def below(self, prefix: str) -> tuple[str, ...]:
        """The oracle's codes that begin with the digits."""
        return tuple(code for code in sorted(LINES) if code.startswith(prefix))

    def life(self, code: str) -> CodeLife | None:
        """Every code of the oracle has always been valid."""
        return CodeLife() if code in LINES else None


def line(code: str, origin: str, value: str = "1000", **more: object) -> EstimateLine:
    """A stated line."""
    return EstimateLine(hs_code=code, country_of_origin=origin, value_usd=Decimal(value), **more)  # type: ignore[arg-type]  # fields by name


def estimated(
    *lines: EstimateLine,
    on: date = NOW,
    mode: str | None = "truck",
    entry_type: EntryType = EntryType.FORMAL,
    book: Book | None = None,
) -> Estimate:
    """The entry of these lines."""
    codes = {each.hs_code.replace(".", "") for each in lines}
    tariff = resolve(book or Book(), codes, on, {each.country_of_origin for each in lines})
    return estimate(lines, tariff, entry_date=on, mode=mode, entry_type=entry_type)


@pytest.mark.requirement("duty:estimate:one-entry", "duty:layers:sum")
def test_lines_make_one_entry_with_its_duty_and_fees() -> None:
    """Layers sum to the line's duty, the lines to the entry's; fees are the entry's."""
    made = estimated(
        line("8507.60.0020", "CN", conditions=NO_PART),
        line("6402993165", "CA", "20000", usmca_claimed=True),
        mode="ocean",
    )
    assert [each.duty_usd for each in made.lines] == [Decimal("409.00"), Decimal("0.00")]
    assert (made.value_usd, made.duty_usd) == (Decimal(21000), Decimal("409.00"))
    assert (made.mpf_usd, made.hmf_usd) == (Decimal("34.58"), Decimal("26.25"))
    assert made.lines[0].hs_code == "8507.60.0020"
    assert made.edition == "2026 Revision 21"


@pytest.mark.requirement("duty:usmca:fees-follow", "duty:usmca:free-line")
def test_an_entry_of_claimed_goods_pays_no_processing_fee() -> None:
    """On a line free for all, too: the exemption follows the claim."""
    assert estimated(line("4901990070", "CA", usmca_claimed=True)).mpf_usd == 0
    assert estimated(line("4901990070", "CA")).mpf_usd == Decimal("34.58")


def test_banned_goods_have_no_duty_and_an_error() -> None:
    """Nor has the entry a total."""
    made = estimated(line("2204215005", "CA"))
    assert (made.lines[0].duty_usd, made.duty_usd) == (None, None)
    errors = [(n.remark.kind, n.field) for n in made.notices if n.remark.severity is Severity.ERROR]
    assert errors == [("import_ban", "lines[0].hsCode")]
    assert not [notice for notice in made.notices if notice.remark.code == "DUTY_NOT_COMPUTABLE"]


def test_a_code_no_list_knows_is_an_error_and_has_no_figure() -> None:
    """Neither the schedule nor the agency report holds it."""
    made = estimated(line("0101210010", "US"))
    (found, unknown) = made.notices
    assert (found.remark.code, found.remark.severity) == ("HTS_CODE_UNKNOWN", Severity.ERROR)
    assert unknown.remark.kind == "no_figure"
    assert made.duty_usd is None


@pytest.mark.requirement("duty:estimate:units")
def test_a_missing_quantity_is_named() -> None:
    """A specific rate cannot be computed without it; given, it is in the schedule's first unit."""
    made = estimated(line("0409000035", "AR"))
    assert made.duty_usd is None
    assert "kg" in made.notices[0].remark.message
    assert estimated(line("0409000035", "AR", quantity=Decimal(200))).lines[0].layers[
        0
    ].amount_usd == Decimal("3.80")


def test_a_claim_on_goods_of_another_origin_is_an_error_and_frees_nothing() -> None:
    """TRF-003."""
    made = estimated(line("6402993165", "CN", usmca_claimed=True))
    assert [(n.remark.kind, n.field) for n in made.notices] == [("claim", "lines[0].countryOfOrigin")]
    assert made.duty_usd == Decimal("185.00")


@pytest.mark.requirement("duty:estimate:units")
def test_weights_of_metals_are_totals_of_the_line() -> None:
    """Their share is of the line's net weight."""
    steel = Metals(steel_weight_kg=Decimal("1.4"))
    made = estimated(line("8215993500", "CN", net_weight_kg=Decimal(10), metals=steel))
    assert "9903.82.03" in made.lines[0].assessment.headings
    made = estimated(line("8215993500", "CN", net_weight_kg=Decimal(9), metals=steel))
    assert "9903.82.09" in made.lines[0].assessment.headings


def test_without_composition_the_metals_duty_is_said_to_be_unknown() -> None:
    """And the total is open."""
    made = estimated(line("8215993500", "CN"))
    assert made.duty_usd is None
    assert {notice.remark.kind for notice in made.notices} == {"composition", "no_figure"}


def test_an_informal_entry_has_a_limit() -> None:
    """2,500 dollars."""
    assert not estimated(line("9503000073", "US", "2500"), entry_type=EntryType.INFORMAL).notices
    (notice,) = estimated(line("9503000073", "US", "2500.01"), entry_type=EntryType.INFORMAL).notices
    assert (notice.remark.kind, notice.field) == ("informal_limit", "entryType")


def test_fees_of_another_year_are_told() -> None:
    """A date past the records held."""
    made = estimated(line("9503000073", "US"), on=date(2028, 1, 3))
    assert [n.remark.code for n in made.notices] == ["FEES_OF_ANOTHER_YEAR"]
    assert made.mpf_usd is None


def test_an_eight_digit_code_resolves_to_its_line() -> None:
    """It is shown with ten digits."""
    assert estimated(line("85171300", "VN")).lines[0].hs_code == "8517.13.0000"


@given(
    codes=st.lists(st.sampled_from(sorted(LINES)), min_size=1, max_size=3),
    origins=st.lists(
        st.sampled_from(["CN", "CA", "MX", "US", "DE", "JP", "RU", "BR", "GB"]), min_size=1, max_size=3
    ),
    on=st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 6, 30)),
    usmca=st.booleans(),
)
def test_the_resolved_records_answer_as_the_whole_book(
    *, codes: list[str], origins: list[str], on: date, usmca: bool
) -> None:
    """Nothing that could reach a code or origin of the plan is left out, and little else is in."""
    small = resolve(Book(), codes, on, origins)
    whole = replace(small, programmes=programmes_on(shipped_law(), on))
    assert len(small.programmes) <= len(whole.programmes)
    for code in codes:
        for origin in origins:
            goods = Goods(hs_code=code, line=LINES[code], country_of_origin=origin, usmca_claimed=usmca)
            assert assess(goods, small) == assess(goods, whole)


def test_a_plan_of_one_code_and_origin_resolves_few_records() -> None:
    """The snapshot stays small."""
    assert len(resolve(Book(), {"4901990070"}, NOW, {"CA"}).programmes) <= 8
    assert len(resolve(Book(), {"4901990070"}, NOW).programmes) > 60
