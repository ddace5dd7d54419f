"""One rule for e-mail addresses: what comes in is what can leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from entrygo.contract.email_addresses import is_email
from entrygo.contract.requests.fields import Email
from entrygo.documents.mail import IDENTIFYING, POLICY, _address
from entrygo.outbound.address import fault_of
from tests.examples import examples

EMAIL = TypeAdapter(Email)


@pytest.mark.parametrize(
    "text",
    [
        "a@b.example",
        "Bo.Broker+entries@mail.broker.example",
        "entries@localhost",
        "bö@bröker.example",
        "o'neil@x.co",
    ],
)
def test_addresses_that_people_have_are_taken(text: str) -> None:
    assert is_email(text)
    assert EMAIL.validate_python(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a b@c.example",
        "a@b..example",
        ".a@b.example",
        "a.@b.example",
        "a..b@c.example",
        "a@-b.example",
        "a@b_c.example",
        "a@b.example.",
        "a@1.2.3.4",
        "a\u200b@b.example",
        "a@b\u202e.example",
        "a\u00ad@b.example",
        "a\u00a0b@c.example",
        "a(b)@c.example",
        "a@b.example,c@d.example",
        "a:b@c.example",
        "a" * 65 + "@b.example",
        "a@" + "b" * 64 + ".example",
        "a@b.example\n",
    ],
)
def test_what_no_sender_takes_is_refused_at_the_door(text: str) -> None:
    assert not is_email(text)
    with pytest.raises(ValidationError):
        EMAIL.validate_python(text)


@given(st.text(max_size=40) | st.from_regex(r"[^@]{1,12}@[^@]{1,12}\.[a-z]{2,4}", fullmatch=True))
@examples(500)
def test_what_the_door_takes_the_sender_takes(text: str) -> None:
    assert (fault_of([text]) is None) == is_email(text)
    if is_email(text):
        assert _address(text).addr_spec == text


def test_long_message_ids_are_written_as_they_are() -> None:
    identifier = f"<entrygo.{'a' * 120}.v1.bes_{'0' * 32}@{'mail.' * 12}maple.example>"
    for name in IDENTIFYING:
        folded = POLICY.fold_binary(name, f"{identifier} {identifier}")
        assert folded == f"{name}: {identifier}\r\n {identifier}\r\n".encode()
