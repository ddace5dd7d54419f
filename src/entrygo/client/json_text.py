"""JSON with exact numbers: a ``Decimal`` is written digit by digit, and a number with a fraction is read as one."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any


def written(value: Any) -> bytes:  # Any: JSON
    """A value as JSON. Dates are written in ISO 8601, bytes as base64; ``TypeError`` for what JSON has no form of."""
    return "".join(_parts(value)).encode()


def read(content: bytes) -> Any:  # Any: JSON
    """The value that JSON says."""
    return json.loads(content, parse_float=Decimal)


def _parts(value: Any) -> Iterator[str]:  # Any: JSON
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number that JSON can say.")
        yield format(value, "f")
    elif value is None or isinstance(value, str | bool | int | float):
        yield json.dumps(value, allow_nan=False)
    elif isinstance(value, Mapping):
        yield "{"
        for number, (name, each) in enumerate(value.items()):
            yield f"{',' if number else ''}{json.dumps(str(name))}:"
            yield from _parts(each)
        yield "}"
    elif isinstance(value, bytes):
        yield json.dumps(b64encode(value).decode())
    elif hasattr(value, "isoformat"):
        yield json.dumps(value.isoformat())
    elif hasattr(value, "__iter__"):
        yield "["
        for number, each in enumerate(value):
            yield "," if number else ""
            yield from _parts(each)
        yield "]"
    else:
        raise TypeError(f"{type(value).__name__} has no form in JSON.")
