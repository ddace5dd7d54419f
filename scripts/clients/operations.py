"""The operations of the API description as a client offers them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from entrygo.surfaces.http.app import ENDPOINTS
from entrygo.surfaces.http.description import describe, resolved

Node = dict[str, Any]  # Any: JSON of the description
JSON = "application/json"
_SCHEMA = re.compile(r"#/components/schemas/(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter of a query, or a field of a body."""

    name: str
    schema: Node
    description: str
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. ``noun`` is empty where it stands at the client itself; ``answer`` where it gives bytes.

    ``row`` is the schema of the rows of an answer in pages, ``minimal`` that of a minimal answer, where there is one.
    """

    name: str
    noun: str
    verb: str
    method: str
    path: str
    names: Sequence[str]
    query: Sequence[Field]
    body: Sequence[Field]
    answer: str
    minimal: str
    row: str
    takes_key: bool
    summary: str
    more: str

    @property
    def needs_account(self) -> bool:
        """Whether its body cannot be without the accountId."""
        return any(field.name == "accountId" and field.is_required for field in self.body)

    @property
    def reads_file(self) -> bool:
        """Whether its body holds a file, as text or as bytes."""
        return {"csv", "raw"} <= {field.name for field in self.body}


@cache
def description() -> Node:
    """The description with what each field means."""
    return describe(ENDPOINTS, is_brief=False)


def schemas() -> Mapping[str, Node]:
    """Every schema by its name."""
    found: Mapping[str, Node] = description()["components"]["schemas"]
    return found


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation, by its name."""
    found = [
        _operation(path, method, node)
        for path, item in description()["paths"].items()
        for method, node in item.items()
    ]
    return tuple(sorted(found, key=lambda each: each.name))


def nouns() -> Mapping[str, Sequence[Operation]]:
    """The operations of each noun; the empty one's stand at the client itself."""
    return {
        noun: [each for each in operations() if each.noun == noun]
        for noun in sorted({each.noun for each in operations()})
    }


def meaning(noun: str) -> str:
    """What a noun is about: the words of its tag."""
    tags = {each["name"]: str(each["description"]) for each in description()["tags"]}
    first = next(each for each in operations() if each.noun == noun)
    return tags[str(description()["paths"][first.path][first.method.lower()]["tags"][0])]


def reached(names: Iterator[str] | Sequence[str]) -> set[str]:
    """Schemas and those that they refer to."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _SCHEMA.findall(str(schemas()[name]))
    return found


@cache
def asked() -> set[str]:
    """The schemas that a caller sends."""
    return reached(
        [name for each in operations() for field in each.body for name in _SCHEMA.findall(str(field.schema))]
    )


@cache
def answered() -> set[str]:
    """The schemas that a caller is given."""
    made = [name for each in operations() for name in (each.answer, each.minimal) if name]
    return reached([*made, *_SCHEMA.findall(str(description()["webhooks"])), "Problem"])


@cache
def events() -> Mapping[str, str]:
    """The schema of the payload of each type of event that a webhook tells of."""
    forms = (each["properties"] for each in schemas()["WebhookMessage"]["oneOf"])
    return {
        form["type"]["const"]: form["data"]["allOf"][-1]["properties"]["payload"]["$ref"].rpartition("/")[2]
        for form in forms
    }


def _operation(path: str, method: str, node: Node) -> Operation:
    noun, _, verb = node["operationId"].rpartition(".")
    parameters = [resolved(description(), each) for each in node.get("parameters", ())]
    answer, minimal, *_ = [*_SCHEMA.findall(str(node["responses"]["200"]["content"].get(JSON, ""))), "", ""]
    return Operation(
        name=node["operationId"],
        noun=noun,
        verb=verb,
        method=method.upper(),
        path=path,
        names=re.findall(r"{(\w+)}", path),
        query=[_parameter(each) for each in parameters if each["in"] == "query"],
        body=_body(node),
        answer=answer,
        minimal=minimal,
        row=_row(answer),
        takes_key=any(each["name"] == "Idempotency-Key" for each in parameters),
        summary=node["summary"],
        more=node.get("description", ""),
    )


def _parameter(node: Node) -> Field:
    return Field(
        name=node["name"],
        schema=node["schema"],
        description=node["description"],
        is_required=node.get("required", False),
    )


def _body(node: Node) -> list[Field]:
    """The fields of a JSON body, without the idempotency key, which is a header."""
    content = node.get("requestBody", {}).get("content", {})
    if JSON not in content:
        return []
    schema = resolved(description(), content[JSON]["schema"])
    needed = schema.get("required", ())
    return [
        Field(name=name, schema=each, description=said(each), is_required=name in needed)
        for name, each in schema.get("properties", {}).items()
        if name != "idempotencyKey"
    ]


def _row(answer: str) -> str:
    fields = schemas()[answer].get("properties", {}) if answer else {}
    if not {"data", "has_more", "next_cursor"} <= fields.keys():
        return ""
    found = _SCHEMA.findall(str(fields["data"]))
    return str(found[0]) if found else ""


def said(schema: Node) -> str:
    """What a field means: its own words, or those of the schema it refers to."""
    while "description" not in schema and "$ref" in schema:
        schema = resolved(description(), schema)
    return str(schema.get("description", ""))


def same_values(schema: Node) -> str | None:
    """The enumeration with a name of its own that has just these values."""
    values = schema.get("enum")
    for name in sorted(asked() | answered()):
        if values and schemas()[name].get("enum") == values:
            return name
    return None
