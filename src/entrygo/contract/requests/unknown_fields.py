"""Fields of a body that nobody reads: legal, and told in the answer's ``warnings``."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.requests.fields import Request
from entrygo.contract.requests.issues import Issue, issue

MOST_TOLD = 50
LONGEST_NAME = 100
ALIKE = 0.75  # lint: allow exact-money -- how alike two names are, not an amount
OF_EVERY_BODY = frozenset({"accountId", "idempotencyKey"})
"""Read of any body, whether its model has them or not."""
CODE = "UNKNOWN_FIELD"


def unknown_fields(model: type[BaseModel], body: JsonValue) -> list[JsonObject]:
    """``{path, code, didYouMean?}`` of each field that the model has no name for, the first :data:`MOST_TOLD`."""
    told: list[JsonObject] = []
    for path, name, known in _unknown(model, body, ""):
        if path in OF_EVERY_BODY:
            continue
        if len(told) == MOST_TOLD:
            break
        near = nearest(name, known)
        told.append({"path": path, "code": CODE, **({"didYouMean": near} if near else {})})
    return told


def refused_fields(model: type[Request], body: JsonValue) -> list[Issue]:
    """The issues of misspelt limits, which would bind nobody; other fields that nobody reads are legal, and told."""
    if not model.limits:
        return []
    return [
        issue(str(each["path"]), _words(each.get("didYouMean")), "unrecognized_keys")
        for each in unknown_fields(model, body)
        if each.get("didYouMean") in model.limits
    ]


def _words(meant: JsonValue) -> str:
    return f"Unrecognized key; {meant} was meant?"


def _unknown(
    model: type[BaseModel], value: JsonValue, at: str
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:  # Any: models
    if not isinstance(value, dict) or model.model_config.get("extra") == "forbid":
        return
    known = _fields(model)
    for name, part in value.items():
        path = f"{at}{name[:LONGEST_NAME]}"
        if name not in known:
            yield path, name, known
        elif (inner := known[name]) is not None:
            if isinstance(part, list):
                for number, each in enumerate(part):
                    yield from _unknown(inner, each, f"{path}.{number}.")
            else:
                yield from _unknown(inner, part, f"{path}.")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The field that was meant: of the same letters, else of nearly the same. Of a long name the beginning counts."""
    plain = {letters(each): each for each in known}
    if (same := plain.get(letters(name))) is not None:
        return same
    close = difflib.get_close_matches(letters(name[:LONGEST_NAME]), plain, n=1, cutoff=ALIKE)
    return plain[close[0]] if close else None


def letters(name: str) -> str:
    """A name as names are compared: however its words are joined."""
    return name.replace("_", "").replace("-", "").casefold()


def names_of(model: type[BaseModel]) -> Collection[str]:
    """The names of a model's fields on the wire."""
    return _fields(model).keys()


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """The names of a model's fields on the wire, each with the model of what it holds, if it holds one."""
    return {field.alias or name: _model_in(field.annotation) for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:  # Any: a type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin = get_origin(annotation)
    if origin in (Annotated, list, tuple, Union, UnionType):
        found = [_model_in(each) for each in get_args(annotation)]
        return next((each for each in found if each is not None), None)
    return None
