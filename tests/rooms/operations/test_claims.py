"""Claims under chapter 98 in an estimate, to the cent: what is left dutiable, and fees by each provision's rule."""

from decimal import Decimal

import pytest

from entrygo.tariff.provisions import provision_of, provisions
from tests.rooms.operations.estimates import Node, amounts, duty, estimate, goods, messages, of_law

PULLOVER, RADIO, KNIFE = "6110.20.2079", "8517.62.0090", "8211.92.9045"
PROOF = {"evidence": "declarations on file"}


def claimed(code: str, origin: str, value: float, provision: str, **more: object) -> Node:
    """A line with a claim; what is no field of a claim is one of the line."""
    of_line = {"quantity", "netWeightKg", "metals", "quantities", "spi"}
    claim = {"provision": provision, **PROOF, **{k: v for k, v in more.items() if k not in of_line}}
    return goods(code, origin, value, claim=claim, **{k: v for k, v in more.items() if k in of_line})


@pytest.mark.requirement("provisions:claim:rules")
@pytest.mark.parametrize(
    ("provision", "origin", "more"),
    [
        ("9801.00.10", "US", {}),
        ("98010010", "US", {}),
        ("9801.00.10", "CN", {"exportedOn": "2023-11-23"}),
        ("9801.00.20", "CN", {}),
        ("9801.00.25", "CN", {}),
        ("9801.00.26", "CN", {"exportedOn": "2026-06-01"}),
        ("9811.00.60", "CN", {"quantity": 3000}),
    ],
)
def test_free_provisions_owe_no_duty_of_any_chapter_and_no_mpf(
    provision: str, origin: str, more: Node
) -> None:
    """HTSUS 9801, 9811; U.S. notes 20(a), 52(a) of chapter 99; 19 CFR 24.23(c)(1)(i): 3,000 of pullovers."""
    answer = estimate(claimed(PULLOVER, origin, 3000, provision, **more), mode="ocean")
    heading = provision_of(provision).heading
    assert list(amounts(answer)) == ["6110.20.2079", heading]
    assert answer["totals"] == {"valueUsd": 3000, "dutyUsd": 0, "mpfUsd": 0, "hmfUsd": Decimal("3.75")}
    assert of_law(answer) == []


@pytest.mark.requirement("provisions:claim:layers")
@pytest.mark.parametrize(
    ("line", "layers"),
    [
        # A repair: the rate of the article and the duties of chapter 99 on what was done (notes 20(a), 52(a)).
        (claimed(RADIO, "CN", 1000, "9802.00.50", repairValueUsd=120), {"9903.88.15": "9.00"}),
        (
            claimed(PULLOVER, "CN", 1000, "9802.00.40", repairValueUsd=200),
            {PULLOVER: "33.00", "9903.88.15": "15.00", "9903.05.31": "25.00"},
        ),
        # In Canada or Mexico under U.S. note 2(b): free of the base duty.
        (
            claimed(PULLOVER, "MX", 1000, "9802.00.50.10", repairValueUsd=200),
            {PULLOVER: "0.00", "9903.05.55": "20.00"},
        ),
        # Further processing of metal: the duty on metals on the full value (note 16(b)), 0.4 cents each and 6.1 %.
        (
            claimed(
                KNIFE, "CN", 1000, "9802.00.60", repairValueUsd=100, quantity=10, netWeightKg=1,
                metals={"steelWeightKg": 0.9, "steelMeltPourCountry": "CN"},
            ),
            {KNIFE: "6.10", "9903.82.09": "250.00", "9903.88.15": "7.50"},
        ),
        # Assembly: on the value less the US components.
        (
            claimed(PULLOVER, "MX", 1000, "9802.00.80", usContentValueUsd=400),
            {PULLOVER: "99.00", "9903.05.55": "60.00"},
        ),
    ],
)  # fmt: skip
def test_what_a_provision_leaves_dutiable_pays_the_articles_own_rates(
    line: Node, layers: dict[str, str]
) -> None:
    """HTSUS chapter 98, subchapter II, U.S. notes 2 to 4; 19 CFR 10.8, 10.9, 10.16."""
    answer = estimate(line)
    found = amounts(answer)
    heading = line["claim"]["provision"].replace("50.10", "5010")
    assert list(found)[:2] == [line["hsCode"], heading]
    assert found[heading] == 0
    assert {name: str(found[name]) for name in layers} == layers
    assert duty(answer) == sum(map(Decimal, layers.values()))


@pytest.mark.parametrize(
    ("line", "mpf"),
    [
        (claimed(RADIO, "CN", 100000, "9802.00.50", repairValueUsd=120), "0.00"),
        (claimed(RADIO, "CN", 100000, "9802.00.60", repairValueUsd=120), "346.40"),
        (claimed(RADIO, "CN", 100000, "9802.00.80", usContentValueUsd=40000), "207.84"),
    ],
)
def test_the_merchandise_processing_fee_is_on_what_its_rule_names(line: Node, mpf: str) -> None:
    """19 CFR 24.23(c)(1)(i): 0.3464 % of the full value, of the value less US components, or nothing."""
    assert str(estimate(line)["totals"]["mpfUsd"]) == mpf


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([("US", 3000, "9801.00.10")], []),
        ([("US", 10000, "9801.00.10")], []),
        ([("US", 10000.01, "9801.00.10")], ["INFORMAL_LIMIT_EXCEEDED"]),
        ([("CN", 3000, "9801.00.20")], ["INFORMAL_LIMIT_EXCEEDED"]),
        (
            [("US", 2000, "9801.00.10"), ("US", 600, "9802.00.50")],
            ["REPAIR_PREFERENCE_NOT_CLAIMED", "INFORMAL_LIMIT_EXCEEDED"],
        ),
    ],
)
def test_products_of_the_united_states_returned_are_informal_up_to_10_000(
    lines: list[tuple[str, float, str]], told: list[str]
) -> None:
    """19 CFR 143.21; other goods on the same entry bring its limit back to 2,500."""
    made = [claimed(PULLOVER, o, v, p, repairValueUsd=1) for o, v, p in lines]
    assert [each["code"] for each in of_law(estimate(*made, kind="informal"))] == told


@pytest.mark.requirement("provisions:claim:incomplete")
@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (claimed(PULLOVER, "CN", 3000, "9801.00.10"), "CLAIM_EXPORT_DATE_MISSING", "exportedOn"),
        (
            claimed(PULLOVER, "CN", 3000, "9801.00.10", exportedOn="2023-11-22"),
            "CLAIM_EXPORTED_TOO_LONG_AGO",
            "exportedOn",
        ),
        (
            claimed(PULLOVER, "CN", 3000, "9801.00.10", exportedOn="2026-11-24"),
            "CLAIM_EXPORTED_LATER",
            "exportedOn",
        ),
        (claimed(PULLOVER, "CN", 3000, "9802.00.50"), "CLAIM_VALUE_MISSING", "repairValueUsd"),
        (
            claimed(PULLOVER, "CN", 3000, "9802.00.50", repairValueUsd=3000.01),
            "CLAIM_VALUE_EXCEEDS",
            "repairValueUsd",
        ),
        (claimed(PULLOVER, "CN", 3000, "9802.00.80"), "CLAIM_VALUE_MISSING", "usContentValueUsd"),
        (claimed(PULLOVER, "CN", 3000, "9899.00.10"), "CLAIM_PROVISION_UNKNOWN", "provision"),
        (claimed(PULLOVER, "CN", 3000, "returned"), "CLAIM_PROVISION_UNKNOWN", "provision"),
        (claimed(PULLOVER, "CN", 3000, "9804.00.65"), "CLAIM_NOT_COMMERCIAL", "provision"),
        (
            goods(PULLOVER, "CN", 3000, claim={"provision": "9811.00.60"}, quantity=2999),
            "CLAIM_SAMPLE_VALUE",
            "evidence",
        ),
    ],
)
def test_a_claim_that_cannot_count_leaves_no_figure_and_says_why(line: Node, code: str, field: str) -> None:
    """At most what is owed without it: 16.5 %, 7.5 % and 12.5 % of 3,000."""
    answer = estimate(line)
    told = messages(answer, code)[0]
    assert (told["severity"], told["field"]) == ("error", f"lines[0].claim.{field}")
    assert told["details"] == {"provision": told["details"]["provision"], "exposureUsd": Decimal("1095.00")}
    assert duty(answer) is None
    assert set(amounts(answer).values()) == {None}


def test_proof_is_asked_until_it_is_stated() -> None:
    """19 CFR 10.1."""
    [told] = of_law(estimate(goods(PULLOVER, "US", 3000, claim={"provision": "9801.00.10"})))
    assert (told["code"], told["severity"], told["field"]) == (
        "CLAIM_PROOF_ASKED",
        "warning",
        "lines[0].claim.evidence",
    )
    assert "19 CFR 10.1" in told["message"]


@pytest.mark.parametrize(
    ("code", "origin"), [("9801.00.1098", "US"), ("9801.00.2000", "CN"), ("9811.00.6000", "CN")]
)
def test_a_code_of_chapter_98_of_its_own_is_treated_as_its_claim(code: str, origin: str) -> None:
    """No duty, no MPF, and no forced-labour duty beside it."""
    answer = estimate(goods(code, origin, 1, netWeightKg=1))
    assert answer["totals"]["dutyUsd"] == answer["totals"]["mpfUsd"] == 0
    assert {each["code"] for each in messages(answer) if each["rule"].startswith(("TRF", "PRD"))} == {
        "CLAIM_PROOF_ASKED"
    }


def test_a_record_of_one_unconfirmed_source_is_no_figure_without_a_warning() -> None:
    answer = estimate(claimed(PULLOVER, "CN", 3000, "9817.00.96"))
    assert duty(answer) == 0
    assert [each["severity"] for each in messages(answer, "TARIFF_RECORD_UNCONFIRMED")] == ["warning"]


def test_every_record_says_what_it_leaves_and_what_proves_it() -> None:
    for provision in provisions().values():
        assert provision.dutiable in ("none", "repair", "less_us_content")
        assert provision.mpf in ("exempt", "none", "full", "dutiable")
        assert provision.additional in ("none", "dutiable")
        assert provision.proof
        assert provision.source
        assert provision.certainty in "BC"


@pytest.mark.parametrize(
    ("code", "origin", "spi", "is_told", "owed"),
    [
        ("4202.12.4000", "FR", "S", True, "20.00"),
        ("4202.12.4000", "FR", None, False, "20.00"),
        ("4202.12.4000", "VN", "S", False, "25.00"),
        ("9503.00.0073", "FR", "S", False, "20.00"),
    ],
)
def test_a_top_up_on_a_rate_that_a_repair_takes_off_is_told(
    code: str, origin: str, spi: str | None, is_told: bool, owed: str
) -> None:
    """200 of work in Canada: ten percent in total, whether or not 6.3 of it are taken off; others add their own."""
    answer = estimate(claimed(code, origin, 3000, "9802.00.50", repairValueUsd=200, spi=spi))
    assert str(duty(answer)) == owed
    assert bool(messages(answer, "PROVISION_TOP_UP_UNCERTAIN")) is is_told
