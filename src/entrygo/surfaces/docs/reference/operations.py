"""The API as pages: one an operation, one an object, and what they have in common."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import orjson

from entrygo.contract.examples import ANSWERS, REQUESTS
from entrygo.contract.problems import CATALOGUE
from entrygo.surfaces.docs.page import Page, blocks, cell, table
from entrygo.surfaces.docs.reference.fields import Node, Object, field_table, name_of, objects, reached
from entrygo.surfaces.docs.samples import samples
from entrygo.surfaces.http.description import resolved
from entrygo.surfaces.http.description_texts import TAGS

Describe = Callable[[], Node]
JSON = "application/json"
_NAMED, _BRACES = re.compile(r"\$[A-Z_]+"), re.compile(r"{\w+}")


def operations(description: Node) -> Iterator[tuple[str, str, Node]]:
    """Method, path and node of every operation."""
    for path, item in description["paths"].items():
        for method, node in item.items():
            yield method.upper(), path, node


def api_pages(describe: Describe) -> list[Page]:
    """The overview, a page an operation, a page an object."""
    description = describe()
    described = objects(description)
    made = [
        Page(
            path=f"/docs/api/{node['operationId']}",
            title=node["summary"],
            section="api",
            group=node["tags"][0],
            summary=f"{method} {path}",
            operation=node["operationId"],
            write=partial(_operation, description, described, method, path, node),
        )
        for method, path, node in operations(description)
    ]
    return [
        Page(
            path="/docs/api",
            title="API reference",
            section="api",
            summary="Every endpoint with its fields, errors and examples.",
            write=lambda: _overview(description),
        ),
        *sorted(made, key=lambda page: list(TAGS).index(page.group)),
        *(
            Page(
                path=f"/docs/objects/{name}",
                title=name,
                section="api",
                group="Objects",
                summary=each.description,
                write=partial(_object, each, description),
                is_listed=False,
            )
            for name, each in described.items()
        ),
    ]


def _overview(description: Node) -> str:
    tags: dict[str, list[str]] = {}
    for method, path, node in operations(description):
        link = f"[`{method} {path}`](/docs/api/{node['operationId']})"
        tags.setdefault(node["tags"][0], []).append(f"{link} | {cell(node['summary'])}")
    return blocks(
        description["info"]["description"],
        "For programs: the [OpenAPI 3.1 document](/docs/api/openapi), and [the same with every answer's "
        "fields in words and every "
        "example](/docs/api/openapi/full).",
        *(
            part
            for tag in TAGS
            if tag in tags
            for part in (f"## {tag}", TAGS[tag], table("call | does", tags[tag]))
        ),
    )


def _operation(
    description: Node,
    described: dict[str, Object],
    method: str,
    path: str,
    node: Node,  # lint: allow parameters -- bound once, by partial
) -> str:
    name = node["operationId"]
    asked = _body(node)
    (media, success), *_ = node["responses"]["200"]["content"].items()
    answers = _names(success)
    return blocks(
        f"`{method} {path}`",
        node.get("description", ""),
        f"Needs a key with the scope `{node['security'][0]['bearer'][0]}`.",
        _parameters(description, node),
        "## Request" if asked else "",
        *_with_inner(asked, described),
        _example("Example request", REQUESTS.get(name)) if asked else "",
        _by_each_door(f"{method} {path}"),
        "## Answer",
        " ".join(
            [
                f"200 with `{media}`.",
                *(f"Its object is [{each}](/docs/objects/{each})." for each in answers[:1]),
                *(f"A minimal one is [{each}](/docs/objects/{each})." for each in answers[1:]),
            ]
        ),
        *(field_table(described[each]) for each in answers[:1] if each in described),
        _example("Example answer", ANSWERS.get(name)),
        "## Errors",
        _failures(description, node),
        "```try-it " + name + "\n```",
    )


def _by_each_door(call: str) -> str:
    """The sample of the guides that makes this call, where one does."""
    made = [
        name for name, each in samples().items() if _NAMED.sub("{}", each["call"]) == _BRACES.sub("{}", call)
    ]
    return f"## By each door\n\n```sample {made[0]}\n```" if made else ""


def _with_inner(name: str, described: dict[str, Object]) -> Iterator[str]:
    if name in described:
        yield described[name].description
        yield field_table(described[name])
        for inner in reached(name, described):
            yield f"### {inner}"
            yield described[inner].description
            yield field_table(described[inner])


def _body(node: Node) -> str:
    content = node.get("requestBody", {}).get("content", {}).get(JSON, {})
    return name_of(content.get("schema", {}))


def _parameters(description: Node, node: Node) -> str:
    rows = [
        f"`{each['name']}` | {each['in']}{'' if each.get('required') else ' (optional)'} | "
        f"{cell(each['description'])}"
        for each in (resolved(description, given) for given in node.get("parameters", ()))
    ]
    return blocks("## Parameters", table("name | in | means", rows)) if rows else ""


def _failures(description: Node, node: Node) -> str:
    own = [
        f"{status} | [`{code}`](/docs/errors/{code}) | {cell(CATALOGUE[code].when)}"
        for status, failure in node["responses"].items()
        if status[0] in "45"
        for code in codes_of(description, failure)
    ]
    general = ", ".join(
        f"[`{code}`](/docs/errors/{code})" for code in codes_of(description, node["responses"]["default"])
    )
    return blocks(table("status | code | when", own), f"Any call may answer {general}.")


def codes_of(description: Node, failure: Node) -> list[str]:
    """The error codes of a response."""
    return list(resolved(description, failure)["content"][JSON]["examples"]) if "$ref" in failure else []


def _object(described: Object, description: Node) -> str:
    used = [
        f"[`{method} {path}`](/docs/api/{node['operationId']})"
        for method, path, node in operations(description)
        if described.name in _objects_of(node)
    ]
    return blocks(
        described.description,
        field_table(described),
        f"Of {', '.join(used)}." if used else "",
    )


def _objects_of(node: Node) -> Sequence[str]:
    success = node["responses"]["200"]["content"].values()
    return [_body(node), *(name for each in success for name in _names(each))]


def _names(content: Node) -> list[str]:
    """The objects of an answer: one, and that of its minimal form where it has two."""
    schema = content.get("schema", {})
    return [name for each in schema.get("anyOf", [schema]) if (name := name_of(each))]


def _example(title: str, value: Any) -> str:  # Any: JSON
    if value is None:
        return ""
    return f"## {title}\n\n```json\n{orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()}\n```"
