"""The API description as a test reads it: every operation, and the smallest body each of them takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
NOT_FOREIGN = ("accountId", "account_id", "externalId", "tenantId")
VALUES: Node = {
    "destinationCountry": "US",
    "countryOfOrigin": "GB",
    "country_of_origin": "GB",
    "description": "A book of recipes, printed, bound in boards",
    "country": "CA",
    "email": "desk@broker.example",
    "recipientEmail": "desk@broker.example",
    "entryDate": "2026-11-02",
    "hsCode": "4901.99.0070",
    "planHash": "planhash_" + "0" * 64,
    "quantity": 1,
    "partyFingerprint": "0" * 64,
    "url": "https://hooks.invalid/entrygo",  # a name that no resolver knows
    "since": "2026-11-02",
    "csv": "externalId\nnone\n",
    "overrides": None,  # of a dry run alone; its own tests hold its ids
}


ONE_OF = ("unitValueUsd", "csv")  # of a pair of which no schema says that one must be there


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    node: Node
    document: Node

    @property
    def name(self) -> str:
        """Its operationId."""
        return str(self.node["operationId"])

    @property
    def scope(self) -> str:
        """The scope a key needs."""
        return str(self.node["security"][0]["bearer"][0])

    @property
    def is_public(self) -> bool:
        """Whether it needs no key."""
        return self.node.get("security", self.document.get("security")) == []

    @property
    def resource(self) -> str:
        """The noun of the path: ``exports`` of ``/api/exports/{id}/cancel``."""
        return self.path.removeprefix("/api/").split("/")[0]

    @property
    def path_parameters(self) -> list[str]:
        """The names in braces."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @property
    def body_schema(self) -> Node | None:
        """The schema of its JSON body."""
        content = self.node.get("requestBody", {}).get("content", {})
        return content["application/json"]["schema"] if content else None

    @property
    def foreign_keys(self) -> list[str]:
        """The names of the foreign keys anywhere in its body."""
        return [] if self.body_schema is None else ids_in(self.document, {"": self.body_schema})

    def sample(self, known: Node) -> Node:
        """A body of the required fields and of every id. ``known`` holds values by field name; ids must be there."""
        assert self.body_schema is not None
        body: Node = sample(self.document, self.body_schema, known)
        return body


def operations(document: Node) -> Iterator[Operation]:
    """Every operation of the description."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield Operation(method.upper(), path, item[method], document)


def is_foreign_key(name: str) -> bool:
    """Whether a body field names a row of the account."""
    return name.endswith(("Id", "Ids", "_id", "_ids")) and name not in NOT_FOREIGN


def sample(document: Node, schema: Node, known: Node, name: str = "") -> Any:
    """A value that fits a schema."""
    schema = resolved(document, schema)
    if name in known:
        return known[name]
    if is_foreign_key(name):
        raise LookupError(f"the test knows no id for the body field {name}: fill one and name it")
    if name in VALUES:
        return VALUES[name]
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        wanted = [
            each
            for each, part in fields.items()
            if each in (*schema.get("required", ()), *ONE_OF) or ids_in(document, {each: part})
        ]
        return {each: sample(document, fields[each], known, each) for each in wanted}
    if schema.get("type") == "array":
        return [sample(document, schema["items"], known)]
    return {"number": 1, "integer": 1, "boolean": False}.get(schema.get("type", ""), "text")


def resolved(document: Node, schema: Node) -> Node:
    """A schema without references and without the choice of null."""
    if "$ref" in schema:
        return resolved(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if choices:
        return resolved(document, choices[0])
    return schema | {"type": schema["type"][0]} if isinstance(schema.get("type"), list) else schema


def ids_in(document: Node, fields: Node) -> list[str]:
    """The names of the foreign keys anywhere in these fields."""
    found = []
    for name, part in fields.items():
        schema = resolved(document, part)
        if is_foreign_key(name):
            found.append(name)
            continue
        inner = resolved(document, schema["items"]) if schema.get("type") == "array" else schema
        found += ids_in(document, inner.get("properties", {}))
    return found


def with_id(body: Any, name: str, value: str) -> Any:
    """The body with one of its foreign keys, wherever it stands, replaced."""
    if isinstance(body, list):
        return [with_id(each, name, value) for each in body]
    if not isinstance(body, dict):
        return body
    return {
        each: ([value] if isinstance(part, list) else value) if each == name else with_id(part, name, value)
        for each, part in body.items()
    }
