"""Errors, planning rules, conditions, events and artifacts as pages, one each."""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson

from entrygo.contract.problems import CATALOGUE, ProblemType
from entrygo.contract.tariff import Law
from entrygo.documents.artifact import ArtifactKind, kinds
from entrygo.documents.published import schemas
from entrygo.lifecycle.event_payloads import payload_schema
from entrygo.lifecycle.events import MEANINGS, EventType
from entrygo.planning.rule import FAMILIES, Rule
from entrygo.planning.rules import RULES
from entrygo.surfaces.docs.page import Page, blocks, cell, table
from entrygo.surfaces.docs.reference.fields import Node
from entrygo.surfaces.docs.reference.operations import codes_of, operations
from entrygo.surfaces.http.description import error_example
from entrygo.tariff.conditions import CONDITIONS, Condition, answers_asked, records_asking, unanswered

SEVERITIES = {
    "error": "stops the export until it is mended",
    "warning": "asks for review before execution",
    "info": "is told, nothing more",
}


def error_pages(describe: Callable[[], Node]) -> Iterator[Page]:
    """Every error code: when it happens, what a client does."""
    rows = [
        f"{row.status} | [`{row.code}`](/docs/errors/{row.code}) | {cell(row.when)}"
        for row in CATALOGUE.values()
    ]
    yield Page(
        path="/docs/errors",
        title="Errors",
        section="reference",
        summary="Every code, when it happens and what to do.",
        write=lambda: blocks(
            "Every error is flat JSON with `errorCode`, `message` and, where they apply, `field` and "
            "`details`; and, after RFC 9457, "
            "`type`, `title`, `status`, `detail`, `instance`; and `requestId`, `docUrl`, `retryable`. "
            "Branch on the status, then on "
            "`errorCode`, then on `field` and `details`; never on `message`.",
            table("status | code | when", rows),
        ),
    )
    for row in CATALOGUE.values():
        yield Page(
            path=f"/docs/errors/{row.code}",
            title=row.code,
            section="reference",
            group="Errors",
            summary=row.title + ".",
            write=partial(_error, row, describe),
            is_listed=False,
        )


def _error(row: ProblemType, describe: Callable[[], Node]) -> str:
    description = describe()
    example = error_example(row.code, status=row.status, path="/api/exports/plan")
    used = [
        f"- [`{method} {path}`](/docs/api/{node['operationId']})"
        for method, path, node in operations(description)
        if any(
            row.code in codes_of(description, failure)
            for status, failure in node["responses"].items()
            if status != "default"
        )
    ]
    again = "The same call may succeed later." if row.is_retryable else "The same call fails again."
    return blocks(
        f"{row.title}: {row.message}",
        f"Status {row.status}. {again}",
        f"## When it happens\n\n{row.when}",
        f"## What to do\n\n{row.remedy}",
        f"## Example\n\n```json\n{orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()}\n```",
        blocks("## Calls that answer it", "\n".join(used)) if used else "Any call may answer it.",
    )


def rule_pages() -> Iterator[Page]:
    """Every planning rule."""
    yield Page(
        path="/docs/rules",
        title="Planning rules",
        section="reference",
        summary="What planning may find, and where the law says so.",
        write=_rules,
    )
    for rule in RULES:
        yield Page(
            path=f"/docs/rules/{rule.id}",
            title=f"{rule.id}: {rule.title}",
            section="reference",
            group=FAMILIES.get(rule.id[:3], rule.id[:3]),
            summary=rule.title,
            write=partial(_rule, rule),
            is_listed=False,
        )


def _rules() -> str:
    parts = []
    for family, title in FAMILIES.items():
        rows = [
            f"[`{rule.id}`](/docs/rules/{rule.id}) | {rule.severity.value} | {rule.deduction or 0} | "
            f"{cell(rule.title)}"
            for rule in RULES
            if rule.id.startswith(family)
        ]
        parts += [f"## {title}", table("rule | severity | points | asks", rows)]
    return blocks(
        "A finding names its rule, the order, the product, the field, the source in law and the fix. An "
        "error stops the export, a "
        "warning asks for review, information deducts nothing.",
        *parts,
    )


def _rule(rule: Rule) -> str:
    facts = [
        f"Code | `{rule.code}`",
        f"Severity | {rule.severity.value}: {SEVERITIES[rule.severity.value]}",
        "Score | "
        + (f"deducts {rule.deduction} points for each finding" if rule.deduction else "deducts nothing"),
        f"Source in law | {cell(rule.legal_source)}",
    ]
    return blocks(
        table("fact | is", facts),
        f"## When and why\n\n{rule.explanation}",
        f"## What to do\n\n{rule.fix}",
        "All rules: [Planning rules](/docs/rules).",
    )


def condition_pages(law: Callable[[], Law]) -> Iterator[Page]:
    """Every condition of the law, with the records in force that ask it."""
    rows = [
        f"[`{name}`](/docs/conditions/{name}) | {cell(_capital(each.question))} | "
        f"{'claim' if each.is_claim else 'fact'} | {cell(each.law)}"
        for name, each in sorted(CONDITIONS.items())
    ]
    yield Page(
        path="/docs/conditions",
        title="Conditions",
        section="reference",
        summary="Facts the law asks of goods, and how to answer them.",
        write=lambda: blocks(
            "Facts the law asks of goods beyond code, origin, dates, value and metals. Answer one with "
            "`true` or `false` in `attributes` of "
            "a product or of an estimate line, or for all goods in `conditions` of the account; a "
            "product's own answer wins. "
            "[`GET /api/tariff/conditions`](/docs/api/tariff.conditions) answers them to programs.",
            table("condition | asks | kind | law", rows),
        ),
    )
    for name, condition in sorted(CONDITIONS.items()):
        yield Page(
            path=f"/docs/conditions/{name}",
            title=name,
            section="reference",
            group="Conditions",
            summary=_capital(condition.question) + ".",
            write=partial(_condition, condition, law),
            is_listed=False,
        )


def _condition(condition: Condition, law_in_force: Callable[[], Law]) -> str:
    law = law_in_force()
    rows = [
        f"{record.heading} | `{record.program}` | {cell(record.rate)} | "
        f"`{str(answers_asked(record)[condition.name]).lower()}` | {record.effective_from} to "
        f"{record.effective_to or 'further notice'} | {cell(record.source)}"
        for record in records_asking(law, condition.name)
    ]
    return blocks(
        _capital(condition.question) + ".",
        table(
            "fact | is",
            [
                'Answers | `true` or `false`; the words "yes" and "no" are read, too',
                f"Unanswered | {cell(_capital(unanswered(condition)))}",
                f"Source in law | {cell(condition.law)}",
            ],
        ),
        "## How to answer\n\nOf one product, in its `attributes` (an estimate line has them, too); of "
        "all goods, in `conditions` of the "
        "account. A product's own answer wins, and the papers say whose answer it is.",
        f'```json\n{{"attributes": {{"{condition.name}": false}}}}\n```',
        "## Records that ask it",
        table("heading | programme | rate | applies if | entry dates | source", rows)
        or "No record of the law in force asks it.",
        f"Law {law.stamp.version}, as of {law.stamp.as_of}.",
    )


def event_pages() -> Iterator[Page]:
    """Every type of event."""
    rows = [
        f"[`{kind.value}`](/docs/events/{kind.value}) | {cell(MEANINGS[kind].when)}" for kind in EventType
    ]
    yield Page(
        path="/docs/events",
        title="Events",
        section="reference",
        summary="What is written when something happens.",
        write=lambda: blocks(
            "Read them with [`GET /api/events`](/docs/api/events.list), oldest first: keep `next_cursor` "
            "and pull on from it. The events "
            "of one export also stand in [inspect](/docs/api/exports.inspect); webhooks post them to you.",
            table("type | written when", rows),
        ),
    )
    for kind in EventType:
        yield Page(
            path=f"/docs/events/{kind.value}",
            title=kind.value,
            section="reference",
            group="Events",
            summary=MEANINGS[kind].when,
            write=partial(_event, kind),
            is_listed=False,
        )


def _event(kind: EventType) -> str:
    return blocks(
        MEANINGS[kind].when,
        f"Also named `{kind.public_name}`.",
        blocks(
            "## Payload",
            "Its `payload` holds `before` and `after`, what the write changed as it was and as it is (null: not "
            "there), and may hold the others; what does not apply is left out.",
            "\n".join(
                f"- `{name}`: {_written(each)}" for name, each in payload_schema(kind)["properties"].items()
            ),
        ),
        "All types: [Events](/docs/events). How to be told: [webhooks](/docs/guides/webhooks).",
    )


def _written(schema: Mapping[str, Any]) -> str:  # Any: JSON Schema
    """A field's type in a word or two."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    words = " or ".join(kinds)
    return words.replace("array", "array of " + schema["items"]["type"] + "s") if "items" in schema else words


def artifact_pages() -> Iterator[Page]:
    """Every kind of artifact."""
    rows = [
        f"[`{kind.artifact_type}`](/docs/artifacts/{kind.artifact_type}) | `{kind.filename}` | "
        f"{cell(_purpose(kind)[0])}"
        for kind in kinds()
    ]
    yield Page(
        path="/docs/artifacts",
        title="Artifacts",
        section="reference",
        summary="The files of a customs package.",
        write=lambda: blocks(
            "Each artifact of a package has `artifact_type`, `filename`, `generated_at`, `sha256`, "
            "`size_bytes`, `media_type` and "
            "`download_url`. The same plan gives the same bytes. One file: "
            "[`GET /api/customs-packages/{id}/artifacts/{filename}`](/docs/api/packages.artifact); all "
            "together: "
            "[`GET /api/customs-packages/{id}/package.zip`](/docs/api/packages.zip).",
            table("type | file | is", rows),
        ),
    )
    for kind in kinds():
        yield Page(
            path=f"/docs/artifacts/{kind.artifact_type}",
            title=kind.artifact_type,
            section="reference",
            group="Artifacts",
            summary=_purpose(kind)[0],
            write=partial(_artifact, kind),
            is_listed=False,
        )


def _artifact(kind: ArtifactKind) -> str:
    has_schema = kind.filename in schemas()
    return blocks(
        *_purpose(kind),
        table("fact | is", [f"File | `{kind.filename}`", f"Media type | `{kind.media_type}`"]),
        f"Its [JSON Schema](/docs/schemas/{kind.filename})." if has_schema else "",
        "All kinds: [Artifacts](/docs/artifacts).",
    )


def _purpose(kind: ArtifactKind) -> list[str]:
    module = sys.modules[f"entrygo.documents.artifacts.{kind.artifact_type}"]
    return [
        part.replace("\n", " ").replace("``", "`") for part in (module.__doc__ or "").strip().split("\n\n")
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
