"""Tools that look things up: rules, errors, events, codes, and what goods would cost."""

from collections.abc import Iterator
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.hts import digits_of, dotted
from entrygo.contract.problems import CATALOGUE
from entrygo.contract.requests.exports import EstimateRequest
from entrygo.contract.requests.issues import parse
from entrygo.lifecycle.events import EventType
from entrygo.operations.estimate import estimate
from entrygo.planning.rules import RULES
from entrygo.surfaces.mcp.requests import Estimate, Lookup
from entrygo.surfaces.mcp.tool import Tool, ToolCall, picked, read_answer

MOST_FOUND = 10
MOST_CODES = 30


def _lookup(call: ToolCall, request: Lookup) -> JsonObject:
    if request.kind == "hts":
        return {"data": _codes(call, request.query)}
    entries = tuple({"rule": _rules, "error": _errors, "event": _events}[request.kind]())
    words = request.query.casefold().split()
    exact = [each for each in entries if request.query.casefold() in _names(each)]
    found = exact or [each for each in entries if all(word in str(each).casefold() for word in words)]
    return {"data": found[:MOST_FOUND], "found": len(found)}


def _names(entry: JsonObject) -> set[str]:
    return {str(entry[name]).casefold() for name in ("id", "code", "type") if name in entry}


def _rules() -> Iterator[JsonObject]:
    for rule in RULES:
        yield {
            "id": rule.id,
            "code": rule.code,
            "severity": rule.severity.value,
            "title": rule.title,
            "explanation": rule.explanation,
            "fix": rule.fix,
            "legal_source": rule.legal_source,
        }


def _errors() -> Iterator[JsonObject]:
    for row in CATALOGUE.values():
        yield {
            "code": row.code,
            "status": row.status,
            "title": row.title,
            "when": row.when,
            "remedy": row.remedy,
            "retryable": row.is_retryable,
        }


def _events() -> Iterator[JsonObject]:
    for kind in EventType:
        yield {"type": kind.value, "name": kind.value.replace(".", "_").upper()}


def _codes(call: ToolCall, query: str) -> list[JsonObject]:
    """Lines of the loaded edition that begin with these digits."""
    digits = digits_of(query)
    codes = call.context.book.below(digits)[:MOST_CODES] if digits.isdecimal() and len(digits) > 1 else ()
    lines = call.context.book.lookup(codes)
    return [{"hsCode": dotted(code), **_line(lines[code])} for code in codes if code in lines]


def _line(line: Any) -> JsonObject:  # Any: a line of the schedule
    return {"description": line.description or None, "units": list(line.units)}


def _estimate(call: ToolCall, request: Estimate) -> JsonObject:
    body = {
        "accountId": call.actor.tenant.account_id,
        "entryDate": request.entry_date,
        "mode": request.mode,
        "entryType": request.entry_type,
        "lines": request.lines,
    }
    answered = read_answer(estimate(call.context, call.actor, parse(EstimateRequest, body)))
    lines = [
        {
            **picked(line, "hsCode", "countryOfOrigin", "valueUsd", "dutyUsd"),
            "layers": [picked(each, "program", "heading", "rate", "amountUsd") for each in line["layers"]],
        }
        for line in answered["lines"]
    ]
    messages = [
        picked(each, "code", "severity", "message", "field") for each in answered["validationMessages"]
    ]
    return {
        "totals": answered["totals"],
        "lines": lines,
        "findings": messages,
        "tariffEdition": answered["tariffEdition"],
    }


TOOLS = (
    Tool(
        name="reference_lookup",
        title="Look up a rule, error, event or code",
        description="What a finding's rule, an error or an event means, or which HTSUS codes begin with some digits.",
        request=Lookup,
        scope="read",
        run=_lookup,
    ),
    Tool(
        name="customs_estimate",
        title="Estimate duty",
        description="Duty and fees of goods without an order. A null figure is unknown; its finding says why.",
        request=Estimate,
        scope="read",
        run=_estimate,
    ),
)
