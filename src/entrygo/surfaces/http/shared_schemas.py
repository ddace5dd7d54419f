"""Schemas said once: types of values, enumerations and fields that repeat stand under names of their own.

A description in which every field writes its pattern and its values out is twice as long, and generators make as
many types of one list of values as there are fields.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from entrygo.contract.answers import fields as answered
from entrygo.contract.requests import fields as asked
from entrygo.lifecycle.events import EventType

Node = dict[str, Any]  # Any: JSON of the description

SAID_OF_A_FIELD = ("description", "example", "examples", "default", "deprecated")
"""What a field says beside its type; it stands next to a reference."""
WORTH_A_NAME = 60
"""Bytes that naming a repeated field must save."""
_OWN_WORDS = ("In", "Answer", "Request", "Body", "Create", "Patch")

TYPES: Mapping[str, Any] = {  # Any: types
    "Line": asked.Line,
    "ShortLine": asked.ShortLine,
    "RequiredLine": asked.RequiredLine,
    "LongText": asked.LongText,
    "Identifier": asked.Identifier,
    "Email": asked.Email,
    "IdempotencyKey": asked.IdempotencyKey,
    "Amount": asked.Money,
    "Weight": asked.Weight,
    "Quantities": asked.Quantities,
    "AnyJson": asked.FreeJson,
    "Instant": answered.Instant,
    "PlanHash": answered.PlanHash,
    "Sha256": answered.Sha256,
    "ExportState": answered.ExportStateName,
    "ReadinessState": answered.ReadinessName,
    "PackageState": answered.PackageStateName,
    "SubmissionStatus": answered.SubmissionStatus,
    "AwaitedEvent": answered.AwaitedName,
    "NextAction": answered.NextAction,
    "Mode": answered.Mode,
    "EventType": EventType,
}


def shared(schemas: Mapping[str, Node], *, is_brief: bool = False) -> dict[str, Node]:
    """The schemas with what repeats named and referred to; briefly, a name says enough."""
    names = _Names(schemas, is_brief=is_brief)
    once = {name: names.referring(each, of=name) for name, each in schemas.items()}
    return _repeated_fields(once | names.added)


def brief(schema: Node, *, is_asked: bool) -> Node:
    """A schema whose fields have no examples and, where nobody sends it, no words."""
    left_out = ("examples",) if is_asked else ("examples", "description")
    if not is_asked:
        schema = {key: value for key, value in schema.items() if key != "description"}
    fields = {
        name: {key: value for key, value in each.items() if key not in left_out}
        for name, each in schema.get("properties", {}).items()
    }
    return schema | ({"properties": fields} if fields else {})


def tidy(schema: Node) -> Node:
    """A schema without titles that repeat a name and defaults that say null; a type or null is a pair of types."""
    said: Node = dict(_tidied(schema))
    value, *other = said.get("anyOf", [None])
    if other == [{"type": "null"}] and "type" in value and "const" not in value:
        kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
        said = {**said, **value, "type": list(dict.fromkeys([*kinds, "null"]))}
        del said["anyOf"]
        if "enum" in value:
            said["enum"] = [*value["enum"], None]
    return said


def _tidied(schema: Node) -> Iterator[tuple[str, Any]]:  # Any: JSON
    for key, value in schema.items():
        if key == "properties":
            yield key, {name: tidy(each) for name, each in value.items()}
        elif isinstance(value, dict) and key not in ("example", "const"):
            yield key, tidy(value)
        elif key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            yield key, [tidy(each) for each in value]
        elif key != "title" and not (key == "default" and value is None):
            yield key, int(value) if isinstance(value, float) and value.is_integer() else value


class _Names:
    """Names of types of values, those of :data:`TYPES` and those of enumerations that only stand in a field."""

    def __init__(self, taken: Mapping[str, Node], *, is_brief: bool) -> None:
        self._is_brief = is_brief
        self._taken = taken
        self._known = dict(_types())
        self.added: dict[str, Node] = {}

    def referring(self, schema: Node, *, of: str) -> Node:
        """A schema whose parts refer to named types; ``of`` is whose part it is."""
        parts: Node = {}
        for key, value in schema.items():
            if key == "properties":
                parts[key] = {
                    field: self.referring(each, of=of + _pascal(field)) for field, each in value.items()
                }
            elif key in ("items", "additionalProperties") and isinstance(value, dict):
                parts[key] = self.referring(value, of=of)
            elif key in ("anyOf", "oneOf", "prefixItems"):
                parts[key] = [self.referring(each, of=of) for each in value]
            else:
                parts[key] = value
        return self._named(parts, of)

    def _named(self, schema: Node, of: str) -> Node:
        if of in self._taken and "properties" in schema:
            return schema
        shape = {key: value for key, value in schema.items() if key not in SAID_OF_A_FIELD}
        said = {key: value for key, value in schema.items() if key in SAID_OF_A_FIELD}
        values = shape.get("enum")
        if values is not None and of not in self._taken:
            nullable = values[-1] is None
            plain = shape | {"type": "string", "enum": values[:-1] if nullable else values}
            reference = _reference(self._name(plain, of))
            return said | ({"anyOf": [reference, {"type": "null"}]} if nullable else reference)
        known = self._known.get(_key(shape))
        return schema if known is None else said | _reference(self._add(known, shape))

    def _name(self, shape: Node, of: str) -> str:
        name = self._known.get(_key(shape))
        if name is None:
            short, given = _without(of), {*self._taken, *self._known.values()}
            name = self._known[_key(shape)] = of if short in given else short
        return self._add(name, shape)

    def _add(self, name: str, shape: Node) -> str:
        self.added.setdefault(name, shape if self._is_brief else {"description": _meaning(name), **shape})
        return name


def _repeated_fields(schemas: dict[str, Node]) -> dict[str, Node]:
    """A field that several objects have with the same words is named after itself."""
    places: dict[tuple[str, bytes], list[Node]] = defaultdict(list)
    for schema in schemas.values():
        for field, part in schema.get("properties", {}).items():
            places[field, orjson.dumps(part, option=orjson.OPT_SORT_KEYS)].append(schema)
    added: dict[str, Node] = {}
    for (field, written), holders in sorted(places.items(), key=lambda each: (-len(each[1]), each[0])):
        part = orjson.loads(written)
        name = _pascal(field) + ("OrNull" if _takes_null(part) else "")
        reference = _reference(name)
        saved = (len(holders) - 1) * len(written) - len(holders) * len(orjson.dumps(reference))
        if saved < WORTH_A_NAME or set(part) == {"$ref"} or name in schemas or name in added:
            continue
        added[name] = part
        for schema in holders:
            schema["properties"] = schema["properties"] | {field: reference}
    return schemas | added


@cache
def _types() -> Mapping[bytes, str]:
    """The named types by their shape, each without and with null."""
    known: dict[bytes, str] = {}
    for name, annotation in TYPES.items():
        shape = _shape(annotation)
        known[_key(shape)] = name
        if "enum" not in shape:
            known[_key(tidy({"anyOf": [shape, {"type": "null"}]}))] = f"{name}OrNull"
    return known


def _shape(annotation: Any) -> Node:  # Any: a type
    schema = tidy(TypeAdapter(annotation).json_schema())
    return {key: value for key, value in schema.items() if key not in SAID_OF_A_FIELD}


def _takes_null(part: Node) -> bool:
    return (
        "null" in part.get("type", ())
        or {"type": "null"} in part.get("anyOf", ())
        or part.get("$ref", "").endswith("OrNull")
    )


def _meaning(name: str) -> str:
    plain = name.removesuffix("OrNull")
    return MEANINGS.get(plain, "Its possible values.") + (
        " Null where there is none." if plain != name else ""
    )


def _without(name: str) -> str:
    """A place's name without the words that say whose message it stands in."""
    for word in _OWN_WORDS:
        name = name.replace(word, "", 1) if not name.startswith(word) else name
    return name


def _pascal(field: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in field.split("_"))


def _key(shape: Node) -> bytes:
    return orjson.dumps(shape, option=orjson.OPT_SORT_KEYS)


def _reference(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


MEANINGS = {
    "Line": "One line of text.",
    "ShortLine": "One short line of text.",
    "RequiredLine": "One line of text, not empty.",
    "LongText": "Text of several lines.",
    "Identifier": "An id.",
    "Email": "An e-mail address.",
    "IdempotencyKey": "1 to 255 visible ASCII characters.",
    "Amount": "An amount, at most six decimals.",
    "Weight": "A weight in kilograms.",
    "Quantities": "Amounts by unit.",
    "AnyJson": "Any JSON.",
    "Instant": "An instant in UTC, with milliseconds.",
    "PlanHash": "The fingerprint of a plan's decision.",
    "Sha256": "A SHA-256 in hexadecimal digits.",
    "ExportState": "Where an export stands.",
    "ReadinessState": "Whether a plan may be executed.",
    "PackageState": "Where a customs package stands.",
    "SubmissionStatus": "Where a mail to the broker stands.",
    "AwaitedEvent": "What a mail waits for.",
    "NextAction": "What to do next.",
    "Mode": "How goods cross.",
    "EventType": "What happened.",
}
