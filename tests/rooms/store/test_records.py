"""Rows to values and back, by the fields' types."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest

from entrygo.contract.actor import Mode, Tenant
from entrygo.store.records import columns, record_of

TENANT = Tenant("acc_1", Mode.LIVE)


class Colour(Enum):
    """A state."""

    RED = "red"


@dataclass(frozen=True)
class Everything:
    """A field of each kind a column keeps."""

    tenant: Tenant
    text: str
    number: int
    blob: bytes
    is_true: bool
    at: datetime | None
    colour: Colour | None
    names: tuple[str, ...] | None
    document: dict[str, Any]  # Any: JSON


FULL = Everything(
    tenant=TENANT,
    text="a",
    number=1,
    blob=b"\x00",
    is_true=True,
    at=datetime(2026, 11, 1, 12, tzinfo=UTC),
    colour=Colour.RED,
    names=("b", "a"),
    document={"b": 1, "a": [None]},
)


def test_each_kind_of_field_has_its_column_form_and_the_tenant_has_none() -> None:
    assert columns(FULL) == {
        "text": "a",
        "number": 1,
        "blob": b"\x00",
        "is_true": 1,
        "at": "2026-11-01T12:00:00.000Z",
        "colour": "red",
        "names": '["b","a"]',
        "document": '{"a":[null],"b":1}',
    }


@pytest.mark.parametrize("empty", [{}, {"at": None, "colour": None, "names": None}])
def test_a_value_comes_back_as_it_was(empty: dict[str, None]) -> None:
    value = Everything(**{**vars(FULL), **empty})
    row: Any = SimpleNamespace(**columns(value))
    assert record_of(Everything, row, TENANT) == value


def test_a_field_that_no_column_keeps_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        """A field of a kind nobody keeps."""

        price: float

    with pytest.raises(TypeError, match="No column keeps"):
        columns(Odd(price=1.5))
