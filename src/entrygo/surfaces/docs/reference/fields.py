"""The API description as a person reads it: schemas as tables of fields, types by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from entrygo.surfaces.docs.page import cell, table

Node = dict[str, Any]  # Any: JSON of the description


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A type in words; ``name`` is the described object in it, if there is one, and ``words`` stand around it."""

    before: str = ""
    name: str = ""
    after: str = ""

    def markdown(self) -> str:
        """The type with a link to the object in it."""
        link = f"[{self.name}](/docs/objects/{self.name})" if self.name else ""
        return f"{self.before}{link}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an object."""

    name: str
    type: Type
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """One described object."""

    name: str
    description: str
    fields: tuple[Field, ...]


def objects(description: Node) -> dict[str, Object]:
    """Every object of the description by its name."""
    schemas: Node = description["components"]["schemas"]
    return {
        name: Object(
            name=name,
            description=schema.get("description", ""),
            fields=tuple(_fields(schema, schemas)),
        )
        for name, schema in schemas.items()
        if "properties" in schema
    }


def name_of(schema: Node) -> str:
    """The name of the object a schema refers to, or nothing."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def reached(name: str, described: dict[str, Object]) -> list[str]:
    """The objects inside an object, each once, in the order one meets them."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        current = waiting.pop(0)
        for field in described[current].fields:
            inner = field.type.name
            if inner and inner not in found and inner != name:
                found.append(inner)
                waiting.append(inner)
    return found


def _unfolded(part: Node, schemas: Node) -> Node:
    """A field's schema with the named types of values in it written out."""
    named = schemas.get(name_of(part))
    if named is not None and "properties" not in named:
        part = _unfolded(named, schemas) | {key: value for key, value in part.items() if key != "$ref"}
    if "items" in part:
        part = part | {"items": _unfolded(part["items"], schemas)}
    if "anyOf" in part:
        part = part | {"anyOf": [_unfolded(each, schemas) for each in part["anyOf"]]}
    return part


def _fields(schema: Node, schemas: Node) -> Iterator[Field]:
    needed: Sequence[str] = schema.get("required", ())
    for name, folded in schema.get("properties", {}).items():
        part = _unfolded(folded, schemas)
        meant = part.get("description") or schemas.get(name_of(part), {}).get("description", "")
        yield Field(name=name, type=type_of(part), is_required=name in needed, description=meant)


def type_of(schema: Node) -> Type:
    """The type of a schema in words."""
    if "$ref" in schema:
        return Type(name=name_of(schema))
    if "anyOf" in schema:
        return _either(schema["anyOf"])
    if "const" in schema:
        return Type(before=f'"{schema["const"]}"')
    if isinstance(kinds := schema.get("type"), list):
        return _or_null(schema, kinds)
    if "enum" in schema:
        return Type(before=" | ".join(f'"{value}"' for value in schema["enum"]))
    if schema.get("type") == "array":
        inner = type_of(schema.get("items", {}))
        return Type(before=f"array of {inner.before}", name=inner.name, after=inner.after)
    return Type(before=_plain(schema))


def _or_null(schema: Node, kinds: Sequence[str]) -> Type:
    """A type of two, the second null."""
    values = {"enum": [value for value in schema["enum"] if value is not None]} if "enum" in schema else {}
    inner = type_of(schema | values | {"type": kinds[0]})
    return Type(before=inner.before, name=inner.name, after=f"{inner.after} or null")


def _either(choices: Sequence[Node]) -> Type:
    others = [choice for choice in choices if choice.get("type") != "null"]
    null = " or null" if len(others) < len(choices) else ""
    if len(others) != 1:
        return Type(before=" or ".join(type_of(choice).before for choice in others) + null)
    inner = type_of(others[0])
    return Type(before=inner.before, name=inner.name, after=inner.after + null)


def _plain(schema: Node) -> str:
    kind = str(schema.get("type", "any JSON"))
    known = {"date-time": "timestamp", "date": "date (YYYY-MM-DD)"}
    word = known.get(schema.get("format", ""), kind)
    if "maxLength" in schema:
        return f"{word} of {schema.get('minLength', 0)} to {schema['maxLength']} characters"
    signs = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤"}
    limits = [f"{sign} {schema[limit]}" for limit, sign in signs.items() if limit in schema]
    return f"{word}, {', '.join(limits)}" if limits else word


def field_table(described: Object) -> str:
    """The fields of an object, what is required marked."""
    rows = [
        f"`{field.name}`{'' if field.is_required else ' (optional)'} | {cell(field.type.markdown())} | "
        f"{cell(field.description)}"
        for field in described.fields
    ]
    return table("field | type | means", rows)
