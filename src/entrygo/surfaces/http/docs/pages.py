"""The pages: each is rendered once from the catalogue, the rules, the events, the artifacts and the API description."""

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from entrygo.contract.problems import CATALOGUE
from entrygo.contract.tariff import Law
from entrygo.contract.version import VERSION
from entrygo.documents.artifact import ArtifactKind, kinds
from entrygo.documents.published import schemas
from entrygo.lifecycle.events import MEANINGS
from entrygo.planning.rule import FAMILIES, Rule
from entrygo.planning.rules import RULES, by_id
from entrygo.surfaces.http.description import error_example, resolved
from entrygo.surfaces.http.docs.fields import Node, name_of, objects, reached
from entrygo.tariff.conditions import CONDITIONS, records_asking, unanswered

_CODE = re.compile(r"`([^`]+)`")
_RULE_ID = re.compile(r"\b[A-Z]{3}-\d{3}\b")


class Pages:
    """Every page of the documentation by its path. Raises ``KeyError`` where there is none."""

    def __init__(self, describe: Callable[[], Node], law: Callable[[], Law]) -> None:
        self._describe = describe
        self._law = law
        self._templates = _environment()

    @property
    def _description(self) -> Node:
        return self._describe()

    def index(self) -> str:
        """What this is, the loop, and where to read on."""
        return self._page("index.html", title="EntryGo Export Protocol", section="start")

    def api(self) -> str:
        """Every endpoint with its fields, errors and examples, and every object."""
        described = objects(self._description)
        tags: dict[str, list[Node]] = {}
        for path, item in self._description["paths"].items():
            for method, node in item.items():
                operation = self._operation(method, path, node)
                tags.setdefault(node["tags"][0], []).append(operation)
        asked = {operation["request"] for group in tags.values() for operation in group} - {""}
        referred = {field.type.name for each in described.values() for field in each.fields}
        return self._page(
            "api.html",
            title="API reference",
            section="api",
            tags=tags,
            objects=described,
            asked=asked | {inner for name in asked for inner in reached(name, described)},
            inner=[name for name in described if name in referred or name == "Problem"],
            about=self._description["info"]["description"],
        )

    def errors(self) -> str:
        """Every error code."""
        return self._page("errors.html", title="Errors", section="errors", rows=CATALOGUE.values())

    def error(self, code: str) -> str:
        """One error code: when it happens, what a client does."""
        row = CATALOGUE[code]
        example = error_example(code, status=row.status, path="/api/exports/plan")
        used = [
            (method.upper(), path, node["operationId"])
            for path, item in self._description["paths"].items()
            for method, node in item.items()
            if any(code in self._codes(failure) for failure in node["responses"].values())
        ]
        return self._page(
            "error.html", title=code, section="errors", row=row, example=_json(example), used=used
        )

    def rules(self) -> str:
        """Every planning rule by family."""
        families = [
            (FAMILIES.get(family, family), list(members))
            for family, members in groupby(RULES, key=lambda rule: rule.id[:3])
        ]
        return self._page("rules.html", title="Planning rules", section="rules", families=families)

    def rule(self, rule_id: str) -> str:
        """One planning rule."""
        rule: Rule = by_id(rule_id)
        ids = [each.id for each in RULES]
        place = ids.index(rule.id)
        around = {
            "before": ids[place - 1] if place else None,
            "after": ids[place + 1] if place + 1 < len(ids) else None,
        }
        family = FAMILIES.get(rule.id[:3], rule.id[:3])
        return self._page(
            "rule.html",
            title=f"{rule.id}: {rule.title}",
            section="rules",
            rule=rule,
            family=family,
            **around,
        )

    def conditions(self) -> str:
        """Every condition of the law."""
        rows = [CONDITIONS[name] for name in sorted(CONDITIONS)]
        return self._page("conditions.html", title="Conditions", section="conditions", rows=rows)

    def condition(self, name: str) -> str:
        """One condition, with the records of the law in force that ask it."""
        condition, law = CONDITIONS[name], self._law()
        return self._page(
            "condition.html",
            title=name,
            section="conditions",
            condition=condition,
            unanswered=unanswered(condition),
            records=records_asking(law, name),
            law=law.stamp,
        )

    def events(self) -> str:
        """Every event type."""
        return self._page("events.html", title="Events", section="events", meanings=MEANINGS)

    def artifacts(self) -> str:
        """Every artifact of a package."""
        rows = [(kind, _summary(kind), kind.filename in schemas()) for kind in kinds()]
        return self._page("artifacts.html", title="Artifacts", section="artifacts", rows=rows)

    def _operation(self, method: str, path: str, node: Node) -> Node:
        (success,) = node["responses"]["200"]["content"].items()
        body = node.get("requestBody", {}).get("content", {}).get("application/json", {})
        failures = [
            (status, self._codes(failure))
            for status, failure in node["responses"].items()
            if status[0] in "45d"
        ]
        return {
            "id": node["operationId"],
            "method": method.upper(),
            "path": path,
            "summary": node["summary"],
            "description": node.get("description", ""),
            "scope": node["security"][0]["bearer"][0],
            "parameters": [resolved(self._description, each) for each in node.get("parameters", ())],
            "request": name_of(body.get("schema", {})),
            "request_example": _json(body["example"]) if "example" in body else "",
            "media_type": success[0],
            "answer": name_of(success[1].get("schema", {})),
            "answer_example": _json(success[1]["example"]) if "example" in success[1] else "",
            "failures": failures,
        }

    def _codes(self, failure: Node) -> list[str]:
        content = resolved(self._description, failure).get("content", {}).get("application/json", {})
        return list(content.get("examples", {}))

    def _page(self, template: str, **values: Any) -> str:  # Any: what each template asks for
        return self._templates.get_template(template).render(version=VERSION, **values)


def _json(value: Mapping[str, Any]) -> str:  # Any: JSON
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def _summary(kind: ArtifactKind) -> str:
    module = sys.modules[f"entrygo.documents.artifacts.{kind.artifact_type}"]
    return (module.__doc__ or "").strip().split("\n\n", 1)[0].replace("\n", " ")


def prose(text: str) -> Markup:
    """Text with `code` set as code and rules linked to their pages; everything else escaped."""
    coded = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    known = {rule.id for rule in RULES}
    linked = _RULE_ID.sub(
        lambda found: f'<a href="/docs/rules/{found[0]}">{found[0]}</a>' if found[0] in known else found[0],
        coded,
    )
    return Markup(linked)  # noqa: S704 - escaped above, then given markup of our own


@cache
def _environment() -> Environment:
    templates = Environment(
        loader=PackageLoader("entrygo.surfaces.http.docs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["prose"] = prose
    templates.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return templates
