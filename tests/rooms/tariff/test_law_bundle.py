"""A bundle of the law: every fault at once, the same bytes for the same documents, compared with another."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

import orjson
import pytest

from entrygo.contract.facts import Claim
from entrygo.contract.plan import EntryType
from entrygo.contract.tariff import Law
from entrygo.ports.tariff_book import TariffBook
from entrygo.tariff.adcvd import cases_of
from entrygo.tariff.estimate import EstimateLine, estimate
from entrygo.tariff.law import InvalidBundle, packed, read_law, shipped_documents, shipped_law, unpacked
from entrygo.tariff.law.compare import compared
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule

Node = dict[str, Any]  # JSON
CHINA = "programmes/s301_china.json"


def documents(**changed: Callable[[Node], None]) -> dict[str, bytes]:
    """The shipped documents with some changed: ``law``, ``china`` (its records), ``canada`` (its lists)."""
    names = {"law": "law.json", "china": CHINA, "canada": "lists/s338_canada.json"}
    made = dict(shipped_documents())
    for name, change in changed.items():
        node = orjson.loads(made[names[name]])
        change(node)
        made[names[name]] = orjson.dumps(node)
    return made


def faults(held: dict[str, bytes]) -> tuple[str, ...]:
    """What reading these documents says is wrong."""
    with pytest.raises(InvalidBundle) as told:
        read_law(held)
    return told.value.faults


@pytest.mark.requirement("law:bundle:all-faults")
def test_every_fault_of_a_bundle_is_told_at_once() -> None:
    def china(node: Node) -> None:
        node["records"][0] |= {"certainty": "Q"}
        node["records"][1] |= {"id": node["records"][2]["id"]}
        node["records"][3]["scope"]["lists"] = ["s301_china:9903.88.99"]
        node["records"][4] |= {"effective_to": "1999-01-01"}

    def canada(node: Node) -> None:
        node["lists"][0]["codes"] = ["220300 22O4"]
        node["lists"][1] |= {"from": "2026-09-31"}

    told = "\n".join(faults(documents(law=lambda node: node.pop("as_of"), china=china, canada=canada)))
    for said in (
        "as_of is missing",
        "certainty 'Q'",
        "is there twice",
        "ends before it begins",
        "'22O4'",
        "part 2",
    ):
        assert said in told, said
    assert CHINA in told
    assert "lists/s338_canada.json" in told


def test_a_record_that_asks_a_list_or_a_condition_nobody_holds_is_a_fault() -> None:
    def asks(node: Node) -> None:
        node["records"][0]["scope"]["lists"] = ["s301_china:9903.88.99"]

    assert "does not hold" in faults(documents(china=asks))[0]

    def wonders(node: Node) -> None:
        node["records"][0]["scope"]["conditions"] = {"madeOnMonday": True}

    assert "does not know: madeOnMonday" in faults(documents(china=wonders))[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no zip at all", "no ZIP"), (packed({}), "no law.json"), (packed({"law.json": b"{"}), "no JSON")],
)
def test_a_file_that_is_no_bundle_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(InvalidBundle, match=said):
        read_law(unpacked(content))


def test_a_bundle_too_large_unpacked_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("law.json", b" " * 60_000_000)
    with pytest.raises(InvalidBundle, match="larger than"):
        unpacked(target.getvalue())


def test_the_same_documents_are_the_same_bytes_and_come_back_from_any_folder() -> None:
    held = dict(shipped_documents())
    assert packed(held) == packed(dict(reversed(held.items())))
    assert unpacked(packed({f"law-2026/{name}": content for name, content in held.items()})) == held
    assert read_law(unpacked(packed(held))).stamp == shipped_law().stamp


def test_two_bundles_are_compared_record_by_record_and_code_by_code() -> None:
    def china(node: Node) -> None:
        node["records"][0] |= {"rate": "+26%", "percent": "26"}
        node["records"].pop(1)

    def canada(node: Node) -> None:
        node["lists"][0]["codes"].append("99887766")

    changes = compared(shipped_law(), read_law(documents(china=china, canada=canada)))
    assert sorted(each.what for each in changes.records) == ["changed", "removed"]
    (changed,) = (each for each in changes.records if each.what == "changed")
    assert set(changed.changed) == {"rate", "percent"}
    (listed,) = changes.lists
    assert [code.split()[0] for code in listed.added] == ["99887766"]
    assert listed.removed == ()
    assert compared(shipped_law(), shipped_law()).is_empty


def test_the_shipped_law_is_as_of_a_day_and_says_what_it_changed() -> None:
    stamp = shipped_law().stamp
    assert stamp.as_of >= date(2026, 11, 28)
    assert len(stamp.digest) == 64
    assert shipped_law().changes


def replaced(name: str, change: Callable[[Node], None]) -> Law:
    """The shipped law with one of its whole documents changed."""
    document: Node = orjson.loads(shipped_documents()[name])
    change(document)
    return read_law({**shipped_documents(), name: orjson.dumps(document)})


def record(node: Node, key: str, name: str) -> Node:
    """The record of this name."""
    found: Node = next(each for each in node["records"] if each[key] == name)
    return found


def test_provisions_and_preferences_are_documents_of_the_bundle() -> None:
    """One that is missing or faulty is a fault, told with its name."""
    assert len(shipped_law().provisions) > 15
    assert len(shipped_law().preferences) > 25
    less = {name: content for name, content in shipped_documents().items() if name != "provisions.json"}
    with pytest.raises(InvalidBundle, match=r"no provisions\.json"):
        read_law(less)
    with pytest.raises(InvalidBundle, match=r"preferences\.json: countries is missing"):
        replaced("preferences.json", lambda node: node["records"][0].pop("countries"))


@pytest.mark.requirement("law:bundle:whole")
def test_fees_duty_orders_and_rates_of_exchange_are_documents_of_the_bundle() -> None:
    """A change of one is named by year, case or currency and period; a bundle of before them takes those inside."""
    later = {"fees.json", "adcvd.json", "exchange_rates.json"}
    assert later < shipped_documents().keys()

    def fees(node: Node) -> None:
        node["records"][-1]["mpf_min_usd"] = "40.00"

    def cases(node: Node) -> None:
        node["orders"]["AR"].pop("A-357-823")

    def rates(node: Node) -> None:
        node["quarters"]["CAD"]["2026Q3"] = "0.5"

    for name, change, told in (
        ("fees.json", fees, ("fees FY2027", "changed")),
        ("adcvd.json", cases, ("case A-357-823 AR", "removed")),
        ("exchange_rates.json", rates, ("rate CAD 2026Q3", "changed")),
    ):
        (found,) = compared(shipped_law(), replaced(name, change)).records
        assert (found.id, found.what) == told
    before = {name: content for name, content in shipped_documents().items() if name not in later}
    assert read_law(before).stamp == shipped_law().stamp


def test_goods_pay_the_fee_and_are_asked_the_cases_of_the_bundle_in_force() -> None:
    """The least fee and the orders are those of the law a plan is made under, not of the release."""

    def fees(node: Node) -> None:
        node["records"][-1]["mpf_min_usd"] = "40.00"

    def cases(node: Node) -> None:
        node["orders"]["AR"].pop("A-357-823")

    on, honey = date(2026, 11, 23), "0409000045"
    for law, least, held in (
        (shipped_law(), "34.58", {"A-357-823"}),
        (replaced("fees.json", fees), "40.00", {"A-357-823"}),
        (replaced("adcvd.json", cases), "34.58", set()),
    ):
        facts = resolve(cast(TariffBook, Book(law)), {honey}, on, {"AR"})
        assert facts.fees.mpf_min_usd == Decimal(least)
        assert {each.case for each in cases_of(honey, "AR", facts.duty_orders)} == held


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("fees.json", lambda node: node["records"].clear(), "holds no fiscal year"),
        ("fees.json", lambda node: node["records"][1].update(effective_from="2025-09-30"), "has ended"),
        (
            "fees.json",
            lambda node: node["records"][0].update(mpf_min_usd="700"),
            "least fee is above its most",
        ),
        (
            "adcvd.json",
            lambda node: node["orders"]["AR"].update({"357": ["Honey", "0409", "B"]}),
            "no case number",
        ),
        (
            "adcvd.json",
            lambda node: node["orders"]["AR"].update({"A-357-999": ["Honey", "4", "B"]}),
            "no code of 4",
        ),
        (
            "exchange_rates.json",
            lambda node: node["quarters"]["CAD"].update({"2026Q3": "-1"}),
            "no rate above 0",
        ),
        (
            "exchange_rates.json",
            lambda node: node["days"]["AUD"].update({"2026-02-30": ["1", "daily"]}),
            "day",
        ),
        (
            "exchange_rates.json",
            lambda node: node["days"]["AUD"].update({"2026-02-03": ["1", "maybe"]}),
            "maybe",
        ),
    ],
)
def test_a_faulty_fee_case_or_rate_is_named_and_the_bundle_refused(
    name: str, change: Callable[[Node], None], said: str
) -> None:
    with pytest.raises(InvalidBundle, match=said) as told:
        replaced(name, change)
    assert told.value.faults[0].startswith(f"{name}: ")


@dataclass(frozen=True)
class Book:
    """The shipped schedule under another law."""

    law: Law

    def __getattr__(self, name: str) -> Any:  # Any: whatever the shipped book answers
        return getattr(shipped_schedule(), name)


def owed(law: Law, **facts: Any) -> tuple[Decimal | None, Decimal | None]:  # Any: fields of a line
    """Duty and processing fee of luggage worth 3,000 dollars under a law."""
    line = EstimateLine(hs_code="4202124000", value_usd=Decimal(3000), **facts)
    claims = [line.claim.provision] if line.claim else []
    on, origin = date(2026, 11, 23), line.country_of_origin
    book = cast(TariffBook, Book(law))
    tariff = resolve(
        book, {line.hs_code}, on, {origin}, claims=claims, indicators=[line.spi] if line.spi else []
    )
    made = estimate((line,), tariff, entry_date=on, mode="truck", entry_type=EntryType.FORMAL)
    return made.duty_usd, made.mpf_usd


def test_a_law_that_changes_a_provision_or_a_preference_changes_what_is_owed() -> None:
    """A repair that pays the processing fee, a preference that ended: a bundle alone does it."""
    repair = Claim(provision="9802.00.40", repair_value_usd=Decimal(200), evidence="invoice of the repair")
    pays = replaced("provisions.json", lambda node: record(node, "heading", "9802.00.40").update(mpf="full"))
    claimed = {"country_of_origin": "CN", "claim": repair}
    assert owed(shipped_law(), **claimed) == (Decimal("87.60"), Decimal("0.00"))
    assert owed(pays, **claimed) == (Decimal("87.60"), Decimal("34.58"))
    ended = replaced(
        "preferences.json", lambda node: record(node, "symbol", "KR").update(expired_on="2026-06-30")
    )
    preferred = {"country_of_origin": "KR", "spi": "KR"}
    assert owed(shipped_law(), **preferred) == (Decimal("375.00"), Decimal("0.00"))
    assert owed(ended, **preferred) == (Decimal("375.00"), Decimal("34.58"))
    assert [each.id for each in compared(shipped_law(), ended).records] == ["spi KR"]
    assert [each.id for each in compared(shipped_law(), pays).records] == ["9802.00.40"]
