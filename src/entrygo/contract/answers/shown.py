"""Answers from their models: a model's fields say which attribute each reads and how it is written.

A field reads the attribute of its own name, or the one it is ``of``. Parts that are models are written by their own
fields, instants and HTS codes by their type (``Written``). A field that may be left out is, where there is nothing.
Everything else stays the value it is until the answer's bytes are made: decimals become JSON numbers there.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from entrygo.contract.canonical import JsonObject
from entrygo.contract.compiled import compiled, without_none
from entrygo.contract.described import Of, Written


def shown(model: type[BaseModel], value: object, /, **given: Any) -> JsonObject:  # Any: attributes' values
    """The answer ``model`` of a value; what is ``given`` by field name stands in place of the value's attribute.

    A part that is a JSON object already is taken as it is. Raises AttributeError for a field that neither the value
    nor ``given`` has, and TypeError for one that the model has not.
    """
    made: JsonObject = _writer(model, tuple(given))(value, given)
    return made


@cache
def _writer(model: type[BaseModel], given: tuple[str, ...]) -> Callable[..., JsonObject]:
    """``(value, given) -> object``, compiled once for each model and set of given fields: a plain dict display."""
    if unknown := set(given) - model.model_fields.keys():
        raise TypeError(f"{model.__name__} has no field {', '.join(sorted(unknown))}")
    names: dict[str, Any] = {}  # Any: functions that write values
    body = _display(model, given, names)
    return compiled(f"lambda value, given: {body}", names)


@cache
def _part(model: type[BaseModel]) -> Callable[..., JsonObject]:
    names: dict[str, Any] = {}  # Any: as above
    return compiled(
        f"lambda value: value if value.__class__ is dict else {_display(model, (), names)}", names
    )


def _display(model: type[BaseModel], given: tuple[str, ...], names: dict[str, Any]) -> str:  # Any: as above
    fields = model.model_fields.items()
    entries = ", ".join(
        f"{(field.alias or name)!r}: {_written(name, field, is_given=name in given, names=names)}"
        for name, field in fields
    )
    left_out = tuple(field.alias or name for name, field in fields if not field.is_required())
    if not left_out:
        return f"{{{entries}}}"
    names["left_out"], names["without"] = left_out, _without
    return f"without({{{entries}}}, left_out)"


def _without(made: JsonObject, left_out: tuple[str, ...]) -> JsonObject:
    for key in left_out:
        if made[key] is None:
            del made[key]
    return made


def _written(name: str, field: FieldInfo, *, is_given: bool, names: dict[str, Any]) -> str:  # Any: as above
    attribute = next((each.attribute for each in field.metadata if isinstance(each, Of)), name)
    read = f"given[{name!r}]" if is_given else f"value.{attribute}"
    write = _write(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)
    if write is None:
        return read
    names[name] = write
    return f"None if (found := {read}) is None else {name}(found)"


def _write(hint: Any) -> Callable[[Any], Any] | None:  # Any: a type, as its annotation reads; its values
    """How a value of this type is written; None where it stays as it is."""
    hint = without_none(hint)
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        stated = next((each.write for each in hint.__metadata__ if isinstance(each, Written)), None)
        return stated or _write(inside[0])
    if origin is list:
        item = _write(inside[0])
        return list if item is None else (lambda values: [item(each) for each in values])
    return _part(hint) if isinstance(hint, type) and issubclass(hint, BaseModel) else None
