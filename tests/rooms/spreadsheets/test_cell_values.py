"""Cells as people, shops and spreadsheets write them."""

from decimal import Decimal

import pytest

from entrygo.spreadsheets import cell_values
from tests.rooms.spreadsheets.reading import reading


@pytest.mark.parametrize(
    ("text", "comma_is_decimal", "number"),
    [
        ("12.50", False, "12.50"),
        ("1,234.50", False, "1234.50"),
        ("1,234", False, "1234"),
        ("1,234", True, "1.234"),
        ("12,5", True, "12.5"),
        ("12,5", False, "12.5"),
        ("1.234,50", True, "1234.50"),
        ("1.234,50", False, "1234.50"),
        ("1.234", True, "1.234"),
        ("1,234.50", True, "1234.50"),
        ("1 234,50", True, "1234.50"),
        ("1\u00a0234,50", True, "1234.50"),
        ("1'234.50", False, "1234.50"),
        ("'0.4", False, "0.4"),
        ("1.2e3", False, "1.2E+3"),
        ("twelve", False, None),
        ("1.2.3", False, None),
        ("", False, None),
    ],
)
def test_a_number_has_the_decimal_sign_of_its_file(
    text: str, comma_is_decimal: bool, number: str | None
) -> None:
    expected = None if number is None else Decimal(number)
    assert cell_values.number_of(text, comma_is_decimal=comma_is_decimal) == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,234.50", ("1234.50", "")),
        ("US$ 12", ("12", "USD")),
        ("12,50 CAD", ("12.50", "CAD")),
        ("CA$30", ("30", "CAD")),
        ("€9.99", ("9.99", "EUR")),
        ("$12 CAD", ("12", "CAD")),
        ("12 CAD EUR", None),
        ("free", None),
    ],
)
def test_an_amount_tells_its_currency(text: str, amount: tuple[str, str] | None) -> None:
    expected = None if amount is None else (Decimal(amount[0]), amount[1])
    assert cell_values.amount_of(text, reading()) == expected


def test_another_currency_is_no_amount_of_dollars() -> None:
    read = cell_values.dollars("CA$30", reading())
    assert read.value == "CA$30"
    assert "CAD" in read.advice
    assert cell_values.dollars("$30", reading()).value == Decimal(30)


@pytest.mark.parametrize(
    ("text", "unit", "kilograms"),
    [
        ("0.4", "kg", "0.4"),
        ("400 g", "kg", "0.4"),
        ("400", "g", "0.4"),
        ("1.2 lb", "kg", "0.544311"),
        ("1.2lbs", "kg", "0.544311"),
        ("12 oz", "kg", "0.340194"),
        ("2 kg", "g", "2"),
    ],
)
def test_a_weight_is_in_kilograms_whatever_its_unit(text: str, unit: str, kilograms: str) -> None:
    assert cell_values.weight(text, reading(), unit).value == Decimal(kilograms)


def test_a_weight_in_another_unit_is_told_and_an_unknown_unit_is_refused() -> None:
    assert cell_values.weight("400 g", reading()).mended == "400 g is 0.4 kg"
    assert cell_values.weight("0.4", reading()).mended == ""
    assert "kilograms" in cell_values.weight("3 stone", reading()).advice


@pytest.mark.parametrize(
    ("text", "code", "is_told"),
    [
        ("China", "CN", True),
        ("USA", "US", True),
        ("United Kingdom", "GB", True),
        ("CN", "CN", False),
        ("cn", "CN", False),
    ],
)
def test_a_country_is_read_by_name_and_told(text: str, code: str, is_told: bool) -> None:
    read = cell_values.country(text, reading())
    assert (read.value, bool(read.mended)) == (code, is_told)


def test_what_names_no_country_is_wrong() -> None:
    assert cell_values.country("Narnia", reading()).wrong


@pytest.mark.parametrize(
    ("text", "value", "is_told"),
    [
        ("401202000", "0401202000", True),
        ("401", "0401", True),
        ("4901.99.0070", "4901.99.0070", False),
        ("490199", "490199", False),
        ("999", "999", False),
        ("'4901990070", "4901990070", False),
    ],
)
def test_a_code_gets_the_zero_back_that_a_spreadsheet_dropped(text: str, value: str, is_told: bool) -> None:
    read = cell_values.hts_code(text, reading())
    assert (read.value, bool(read.mended), read.wrong) == (value, is_told, "")


@pytest.mark.parametrize("text", ["4.01699E+09", "4.9E9", "4,01699E+09"])
def test_a_code_that_a_spreadsheet_shortened_is_wrong(text: str) -> None:
    read = cell_values.hts_code(text, reading())
    assert "last digits are lost" in read.wrong
    assert "text" in read.advice


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-02", "2026-11-02"),
        ("2026-11-02 10:11:12 -0500", "2026-11-02"),
        ("2026-1-2", "2026-01-02"),
        ("11/23/2026", "2026-11-23"),
    ],
)
def test_a_day_has_its_usual_forms(text: str, day: str) -> None:
    assert cell_values.day(text, reading()).value == day


def test_a_day_that_could_be_two_days_is_not_guessed() -> None:
    assert cell_values.day("03/04/2026", reading()).advice
