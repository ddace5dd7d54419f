"""Codes of an authenticator."""

from datetime import UTC, datetime, timedelta

import pytest

from entrygo.operations.one_time_codes import code_at, enrolment_uri, qr_picture, step_of, typed_secret

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, its last six digits."""
    assert code_at(SECRET, seconds // 30) == code


@pytest.mark.parametrize(
    ("late", "is_taken"), [(0, True), (-30, True), (30, True), (60, False), (-60, False)]
)
def test_a_code_is_taken_one_step_early_or_late(late: int, is_taken: bool) -> None:
    now = datetime(2026, 11, 28, 12, tzinfo=UTC)
    step = int(now.timestamp()) // 30
    found = step_of(SECRET, code_at(SECRET, step), now + timedelta(seconds=late))
    assert found == (step if is_taken else None)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "\ud800", "000000 1"])
def test_what_is_no_code_is_not_taken(typed: str) -> None:
    assert step_of(SECRET, typed, datetime(2026, 11, 28, 12, tzinfo=UTC)) is None


def test_the_picture_needs_no_style_and_the_secret_can_be_typed() -> None:
    uri = enrolment_uri(SECRET, "ann@maple.example", "EntryGo (Maple & Co)")
    assert uri == (
        "otpauth://totp/EntryGo%20%28Maple%20%26%20Co%29%3Aann%40maple.example"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=EntryGo%20%28Maple%20%26%20Co%29"
    )
    assert "style" not in qr_picture(uri)
    assert qr_picture(uri).startswith("<svg ")
    assert typed_secret(SECRET).startswith("GEZD GNBV ")
