"""Facts from requests: a fact's fields are read from the request by name, parts by their own type.

What a request leaves out, or says as null, keeps the fact's default.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from entrygo.contract.compiled import compiled, without_none

Fact = TypeVar("Fact")


def stated(kind: type[Fact], request: BaseModel, /, **given: Any) -> Fact:  # Any: fields' values
    """The fact ``kind`` as a request states it; what is ``given`` by field name is not read from the request.

    Raises AttributeError for a field that neither the request nor ``given`` has.
    """
    dataclass: Any = kind  # Any: a class that can be a key
    fact: Fact = _maker(dataclass, tuple(given))(request, given)
    return fact


def restated(fact: Fact, request: BaseModel) -> Fact:
    """The fact with what the request gives in place of its own: null takes a field away, but for those every fact of
    its kind has, which it leaves as they are."""
    dataclass: Any = fact  # Any: an instance of a dataclass
    whole = stated(dataclass.__class__, request)
    changes = {
        each.name: getattr(whole, each.name)
        for each in fields(dataclass)
        if each.name in request.model_fields_set
        and (each.default is not MISSING or getattr(request, each.name) is not None)
    }
    changed: Fact = replace(dataclass, **changes)
    return changed


@cache
def _maker(kind: Any, given: tuple[str, ...]) -> Callable[..., Any]:  # Any: a dataclass, its values
    """``(request, given) -> fact``, compiled once for each kind and set of given fields: a plain call of the class."""
    hints = get_type_hints(kind)
    names: dict[str, Any] = {"kind": kind}  # Any: what converts values, and what stands for none
    read = ", ".join(
        f"{each.name}={_read(each, hints[each.name], names)}"
        for each in fields(kind)
        if each.name not in given
    )
    return compiled(f"lambda request, given: kind(**given, {read})", names)


def _read(field: Field[Any], hint: Any, names: dict[str, Any]) -> str:  # Any: as above
    name = field.name
    convert = _convert(without_none(hint))
    made = "found" if convert is None else f"to_{name}(found)"
    names[f"to_{name}"] = convert
    if field.default_factory is not MISSING:
        names[f"no_{name}"] = field.default_factory
        return f"no_{name}() if (found := request.{name}) is None else {made}"
    names[f"no_{name}"] = None if field.default is MISSING else field.default
    if convert is None and names[f"no_{name}"] is None:
        return f"request.{name}"
    return f"no_{name} if (found := request.{name}) is None else {made}"


def _convert(hint: Any) -> Callable[[Any], Any] | None:  # Any: a type, as its annotation reads; its values
    """What makes a fact's value of a request's; None where they are the same."""
    if get_origin(hint) is tuple:
        item = _convert(get_args(hint)[0])
        return tuple if item is None else (lambda values: tuple([item(each) for each in values]))
    is_fact = is_dataclass(hint)
    return _part(hint) if is_fact else None


@cache
def _part(kind: Any) -> Callable[[Any], Any]:  # Any: as above
    make = _maker(kind, ())
    return lambda value: make(value, {})
