"""Words for values: exact, and visible where something cannot be printed."""

from decimal import Decimal

import pytest

from entrygo.documents.jsonfile import Parts, json_bytes
from entrygo.documents.text_format import hts, money, number, one_line, printable


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1234.5", "1,234.50"), ("0", "0.00"), ("0.125", "0.125"), ("1000000", "1,000,000.00"), ("-3.10", "-3.10"),
        ("0.1250", "0.125"), ("1E+3", "1,000.00"),
    ],
)  # fmt: skip
def test_money_shows_cents_and_never_rounds_away_a_fraction(amount, text):
    """A fraction of a cent is part of a price."""
    assert money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1200.50", "1,200.5"), ("0.001", "0.001"), ("7", "7"), ("-1200", "-1,200"), ("-0.5", "-0.5")],
)
def test_numbers_have_no_trailing_zeros(amount, text):
    """As people write a weight."""
    assert number(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("4901990070", "4901.99.0070"),
        ("49019900", "4901.99.00"),
        ("490199", "4901.99"),
        ("4901", "4901"),
        ("x", "x"),
    ],
)
def test_codes_are_shown_with_the_schedules_dots(code, text):
    """Contract, section 3."""
    assert hts(code) == text


def test_what_cannot_be_printed_is_shown_as_a_fault():
    """Nothing typed disappears without a trace."""
    assert printable("a\x00b\u202ec\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert one_line(" a\r\nb\t c ") == "a b c"


def test_json_numbers_keep_every_digit():
    """A document's decimals are exact, and nothing else has a place in it."""
    amounts = [Decimal("0.1"), Decimal("18.50"), Decimal("12345678901234567890.123456789")]
    assert Parts(json_bytes(amounts), indent=4).document == ["0.1", "18.5", "12345678901234567890.123456789"]
    with pytest.raises(TypeError):
        json_bytes({"x": object()})


def test_a_json_file_is_read_part_by_part_without_losing_one():
    """What a text holds ends no part, whatever stands in it."""
    rows = [{"n": place, "text": "\n    }\n    {", "in": [{"deep": "}"}]} for place in range(3)]
    parts = Parts(json_bytes({"rows": rows, "last": Decimal("1.5")}), indent=4)
    assert parts.document == {"rows": [0, 0, 0], "last": "1.5"}
    assert list(parts) == rows
