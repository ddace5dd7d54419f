"""Signed links: a token says one thing, until an instant, and only to us."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.links import ANSWER_PACKAGE, FETCH_FILES, BadLink, Claim, read, sign

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(range(32))
CLAIM = Claim(
    purpose=ANSWER_PACKAGE,
    tenant=Tenant("acc_1", Mode.LIVE),
    package_id="cp_1",
    submission_id="bes_1",
    expires_at=NOW + timedelta(days=30),
)


def test_a_token_reads_back_as_the_claim_it_was_signed_for() -> None:
    assert read(KEY, sign(KEY, CLAIM), purpose=ANSWER_PACKAGE, now=NOW) == CLAIM


@pytest.mark.parametrize(
    ("key", "purpose", "now"),
    [
        (b"another key of thirty-two bytes!", ANSWER_PACKAGE, NOW),
        (KEY, FETCH_FILES, NOW),
        (KEY, ANSWER_PACKAGE, NOW + timedelta(days=30)),
    ],
    ids=["another key", "another purpose", "expired"],
)
def test_a_token_is_good_for_one_key_one_purpose_and_its_time(
    key: bytes, purpose: str, now: datetime
) -> None:
    with pytest.raises(BadLink):
        read(key, sign(KEY, CLAIM), purpose=purpose, now=now)


@given(st.integers(min_value=0), st.characters(codec="ascii"))
def test_no_altered_token_is_read(position: int, character: str) -> None:
    token = sign(KEY, CLAIM)
    at = position % len(token)
    altered = token[:at] + character + token[at + 1 :]
    if altered == token:
        return
    with pytest.raises(BadLink):
        read(KEY, altered, purpose=ANSWER_PACKAGE, now=NOW)
