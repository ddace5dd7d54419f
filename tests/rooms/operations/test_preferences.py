"""Preferences by their records, to the cent: rate, country, fee, proof, and what one that nobody claims would save."""

from decimal import Decimal

import pytest

from entrygo.tariff.preferences import preferences
from tests.rooms.operations.estimates import Node, amounts, duty, estimate, goods, messages

PULLOVER, BOOK = (
    "6110.20.2079",
    "4901.99.0070",
)  # 16.5 %, Free (AU,BH,CL,CO,IL,JO,KR,MA,OM,P,PA,PE,S,SG); Free


@pytest.mark.requirement("preferences:spi:record")
@pytest.mark.parametrize(
    ("symbol", "origin", "base", "total", "mpf"),
    [
        ("AU", "AU", "0.00", "1250.00", "0.00"),  # forced labour 12.5 %
        ("KR", "KR", "0.00", "1250.00", "0.00"),  # to 12.5 % in total
        ("IL", "IL", "0.00", "1250.00", "0.00"),
        ("SG", "SG", "0.00", "1250.00", "0.00"),
        ("CL", "CL", "0.00", "1250.00", "0.00"),
        ("P", "HN", "0.00", "0.00", "0.00"),  # 9903.05.95, textiles under CAFTA-DR
        ("JO", "JO", "0.00", None, "34.64"),  # not exempt from the fee
        ("S", "MX", "0.00", "0.00", "0.00"),  # 9903.05.94
        ("au", "AU", "0.00", "1250.00", "0.00"),
    ],
)
def test_a_claimed_preference_pays_its_rate_and_the_fee_of_its_record(
    symbol: str, origin: str, base: str, total: str | None, mpf: str
) -> None:
    """HTSUS general notes 8 to 36; 19 CFR 24.23(c): 10,000 of cotton pullovers."""
    answer = estimate(goods(PULLOVER, origin, 10000, spi=symbol))
    assert str(amounts(answer)[PULLOVER]) == base
    assert str(answer["totals"]["mpfUsd"]) == mpf
    if total is not None:
        assert str(duty(answer)) == total
    assert [each["severity"] for each in messages(answer, "SPI_PROOF_ASKED")] == ["info"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (goods(PULLOVER, "CN", 1000, spi="KR"), "SPI_ORIGIN_MISMATCH"),
        (goods(PULLOVER, "JP", 1000, spi="JP"), "SPI_NOT_ON_LINE"),
        (goods("9605.00.0000", "IN", 1000, spi="A"), "SPI_EXPIRED"),
        (goods(PULLOVER, "AU", 1000, spi="AUS"), "SPI_UNKNOWN"),
    ],
)
def test_a_claim_that_cannot_be_is_an_error_and_the_goods_are_judged_without_it(
    line: Node, code: str
) -> None:
    """Figures and fee are those of the same goods without a claim."""
    claimed, plain = estimate(line), estimate(line | {"spi": None})
    [told] = messages(claimed, "SPI_ORIGIN_MISMATCH", "SPI_NOT_ON_LINE", "SPI_EXPIRED", "SPI_UNKNOWN")
    assert (told["code"], told["severity"], told["field"]) == (code, "error", "lines[0].spi")
    assert told["details"] == {"spi": line["spi"]}
    assert claimed["totals"] == plain["totals"]


@pytest.mark.requirement("preferences:spi:unclaimed")
@pytest.mark.parametrize(
    ("origin", "symbol", "saving"),
    [
        ("AU", "AU", "165.00"),
        ("KR", "KR", "40.00"),  # 16.5 % against 12.5 % in total
        ("HN", "P", "265.00"),  # 16.5 % and 10 %
        ("MX", "S", "265.00"),
    ],
)
def test_a_preference_nobody_claims_is_told_with_its_saving(origin: str, symbol: str, saving: str) -> None:
    answer = estimate(goods(PULLOVER, origin, 1000))
    [told] = messages(answer, "PREFERENCE_NOT_CLAIMED")
    assert (told["severity"], told["field"]) == ("info", "lines[0].spi")
    assert told["details"] == {"spi": symbol, "savingUsd": Decimal(saving)}
    claimed = estimate(goods(PULLOVER, origin, 1000, spi=symbol))
    assert answer["totals"]["dutyUsd"] - claimed["totals"]["dutyUsd"] == Decimal(saving)
    assert messages(claimed, "PREFERENCE_NOT_CLAIMED") == []


@pytest.mark.parametrize("origin", ["CN", "PT", "IN"])
def test_where_no_preference_is_open_none_is_told(origin: str) -> None:
    assert messages(estimate(goods(PULLOVER, origin, 1000)), "PREFERENCE_NOT_CLAIMED") == []


def test_a_claim_on_goods_free_for_all_takes_off_the_fee_alone() -> None:
    """19 CFR 24.23(c): a book of Australia."""
    claimed, plain = (estimate(goods(BOOK, "AU", 10000, **more)) for more in ({"spi": "AU"}, {}))
    assert (str(claimed["totals"]["mpfUsd"]), str(plain["totals"]["mpfUsd"])) == ("0.00", "34.64")


def test_every_record_names_its_note_and_its_proof() -> None:
    for record in preferences().values():
        assert record.programme
        assert record.general_note
        assert record.proof
        assert record.certainty in "BC"
