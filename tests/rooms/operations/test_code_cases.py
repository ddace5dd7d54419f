"""Codes as shops state them: valid, partial, retired, shortened by a spreadsheet, or none at all."""

from decimal import Decimal

import pytest

from tests.rooms.operations.estimates import ON, Node, duty, estimate, goods, messages

CODE_RULES = ("HTS_CODE_UNKNOWN", "HTS_CODE_INCOMPLETE", "HTS_CODE_COMPLETED", "HTS_CODE_RETIRED")


def told(stated: str, on: str = ON) -> tuple[Node, Node | None]:
    """The line under a code as stated, and what is said of the code."""
    answer = estimate(goods(stated, "VN", 100), on=on)
    [said] = messages(answer, *CODE_RULES) or [None]
    return answer, said


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        *(
            ("6109100012", "6109.10.0012"),
            ("6109.10.0012", "6109.10.0012"),
            ("6109 10 00 12", "6109.10.0012"),
        ),
        *(
            ("6109-10-0012", "6109.10.0012"),
            (" 0401.20.2000 ", "0401.20.2000"),
            ("'0409000045", "0409.00.0045"),
        ),
        *(
            ('="0409000045"', "0409.00.0045"),
            ("6109100012.0", "6109.10.0012"),
            ("61.09.10.00.12", "6109.10.0012"),
        ),
        *(("0901210015", "0901.21.0015"), ("9101114010", "9101.11.4010"), ("0101100010", "0101.10.0010")),
    ],
)
def test_a_valid_code_is_read_however_it_is_written(stated: str, shown: str) -> None:
    """With dots, blanks, hyphens, and the marks a spreadsheet puts around a text or behind a number."""
    answer, said = told(stated)
    assert said is None
    assert answer["lines"][0]["hsCode"] == shown


@pytest.mark.parametrize(
    ("stated", "suggestion"),
    [
        *(("401202000", "0401.20.2000"), ("409000045", "0409.00.0045"), ("40120", "0401.20")),
        *(("901210015", "0901.21.0015"), ("4012020", "0401.20.20"), ("401202000.0", "0401.20.2000")),
    ],
)
def test_a_lost_zero_is_told_with_the_code_it_was(stated: str, suggestion: str) -> None:
    answer, said = told(stated)
    assert said is not None
    assert (said["code"], said["severity"]) == ("HTS_CODE_UNKNOWN", "error")
    assert said["details"] == {"suggestion": suggestion}
    assert suggestion in said["fix"]
    assert duty(answer) is None


@pytest.mark.parametrize("stated", ["4.01699E+09", "6.10910E+09", "4.01E+9", "4,01699E+09"])
def test_a_number_that_a_spreadsheet_shortened_is_told_as_one(stated: str) -> None:
    answer, said = told(stated)
    assert said is not None
    assert (said["code"], said["severity"]) == ("HTS_CODE_UNKNOWN", "error")
    assert "text" in said["fix"]
    assert answer["lines"][0]["hsCode"] == stated


@pytest.mark.parametrize(
    "stated",
    [
        "00000000",
        "0",
        "61",
        "610",
        "61091",
        "6109.100",
        "6109.10.001",
        "610910001234",
        "n/a",
        "HS 6109.10",
        "77010000",
    ],
)
def test_what_begins_no_line_is_unknown_and_has_no_figure(stated: str) -> None:
    """An error with the mend; dots are put into nothing that is not 4, 6, 8 or 10 digits."""
    answer, said = told(stated)
    assert said is not None
    assert (said["code"], said["severity"]) == ("HTS_CODE_UNKNOWN", "error")
    assert said["fix"]
    assert duty(answer) is None
    digits = stated.replace(".", "")
    if len(digits) not in (4, 6, 8, 10):
        assert answer["lines"][0]["hsCode"].replace(".", "") == digits


@pytest.mark.parametrize(
    ("stated", "code", "severity"),
    [
        ("6109", "HTS_CODE_INCOMPLETE", "error"),
        ("6109.10", "HTS_CODE_INCOMPLETE", "warning"),
        ("6109.10.00", "HTS_CODE_INCOMPLETE", "warning"),
        ("8517.62", "HTS_CODE_INCOMPLETE", "warning"),
        ("8517.13.00", "HTS_CODE_COMPLETED", "info"),
    ],
)
def test_fewer_digits_are_judged_and_told(stated: str, code: str, severity: str) -> None:
    _, said = told(stated)
    assert said is not None
    assert (said["code"], said["severity"]) == (code, severity)


@pytest.mark.parametrize("short", ["6109", "6109.10", "6109.10.00"])
def test_fewer_digits_never_owe_less_than_the_line(short: str) -> None:
    """A T-shirt of Canada: the Section 338 duty and its warning stay with every length."""
    whole = estimate(goods("6109.10.0012", "CA", 100))
    answer = estimate(goods(short, "CA", 100))
    assert duty(answer) == duty(whole) == 76.5
    assert messages(answer, "SECTION_338_CANADA")


@pytest.mark.parametrize(
    ("short", "owed"),
    [
        ("7318.15", 58.5),
        ("2106.90", None),
        ("8708.30", 27.5),
        ("4202.12", 32.5),
    ],
)
def test_fewer_digits_owe_as_the_dearest_line_below_them(short: str, owed: float | None) -> None:
    """Bolts: 8.5 percent at most, 50 under Section 232. Luggage: 20. Of food preparations one rate is in a heading."""
    answer = estimate(goods(short, "VN", 100, netWeightKg=1))
    assert answer["totals"]["dutyUsd"] == (None if owed is None else Decimal(str(owed)))
    assert (owed is None) is bool(messages(answer, "DUTY_NOT_COMPUTABLE"))


@pytest.mark.parametrize(
    ("stated", "successors", "figure"),
    [
        ("0901.21.0035", ("0901.21.0015", "0901.21.0020"), 0),
        ("1801.00.0000", ("1801.00.0010", "1801.00.0090"), 0),
        ("0811.90.5000", ("0811.90.5010", "0811.90.5090"), 0),
        ("2009.12.2500", ("2009.12.2510", "2009.12.2590"), 0.05),
        ("9403.60.8081", ("9403.60.8010", "9403.60.8040", "9403.60.8089", "9403.60.8093"), None),
    ],
)
def test_a_retired_code_names_its_successors_and_has_the_figure_they_share(
    stated: str, successors: tuple[str, ...], figure: float | None
) -> None:
    """None on listed foods; of furniture one successor may be a kitchen cabinet (25 percent), so they share none."""
    answer, said = told(stated)
    assert said is not None
    assert (said["code"], said["severity"]) == ("HTS_CODE_RETIRED", "error")
    assert tuple(said["details"]["successors"])[: len(successors)] == successors
    owed = answer["totals"]["dutyUsd"]
    assert (None if owed is None else float(owed)) == figure


@pytest.mark.parametrize(("on", "is_valid"), [("2025-06-30", False), ("2025-07-01", True), (ON, True)])
def test_a_code_is_valid_from_its_day_on(on: str, is_valid: bool) -> None:
    """The roasted coffees of July 2025."""
    _, said = told("0901.21.0015", on)
    assert (said is None) is is_valid
