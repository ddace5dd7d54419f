"""Resources and prompts: what an agent may read, and how the usual tasks go."""

import base64
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

import mcp_types as types
import orjson

from entrygo.contract.problems import CATALOGUE, not_found
from entrygo.operations.inspect import inspect, snapshot
from entrygo.operations.packages import get_artifact, get_captured
from entrygo.planning.rules import RULES
from entrygo.surfaces.mcp.tool import ToolCall

JSON = "application/json"
TEMPLATES = (
    ("export://{id}", "export", "An export as inspect answers it.", JSON),
    ("export://{id}/snapshot", "snapshot", "The planning snapshot whose hash is the planHash.", JSON),
    ("artifact://{packageId}/{filename}", "artifact", "A file of a customs package.", None),
    ("rule://{id}", "rule", "A planning rule by its id.", JSON),
    ("error://{code}", "error", "An error code.", JSON),
    ("mail://{id}", "mail", "A captured mail, with a test key.", JSON),
)
Contents = types.TextResourceContents | types.BlobResourceContents


def templates() -> list[types.ResourceTemplate]:
    """The kinds of resources, sorted by their address."""
    return [
        types.ResourceTemplate(uri_template=uri, name=name, description=said, mime_type=media)
        for uri, name, said, media in sorted(TEMPLATES)
    ]


def read_resource(call: ToolCall, uri: str) -> Contents:
    """A resource's contents, or NOT_FOUND; an id of another account is not found."""
    parts = urlsplit(uri)
    name, rest = unquote(parts.netloc), unquote(parts.path.removeprefix("/"))
    read = _READERS.get(parts.scheme)
    if read is None or not name:
        raise not_found("Resource")
    body, media = read(call, name, rest)
    if media.startswith("text/") or media == JSON:
        return types.TextResourceContents(uri=uri, mime_type=media, text=body.decode())
    return types.BlobResourceContents(uri=uri, mime_type=media, blob=base64.b64encode(body).decode())


def _export(call: ToolCall, name: str, rest: str) -> tuple[bytes, str]:
    if rest not in ("", "snapshot"):
        raise not_found("Resource")
    read = snapshot if rest else inspect
    return read(call.context, call.actor, name).body, JSON


def _artifact(call: ToolCall, name: str, rest: str) -> tuple[bytes, str]:
    answered = get_artifact(call.context, call.actor, name, rest)
    return answered.body, answered.media_type.partition(";")[0]


def _mail(call: ToolCall, name: str, _: str) -> tuple[bytes, str]:
    answered = get_captured(call.context, call.actor, name)
    return answered.body, answered.media_type.partition(";")[0]


def _rule(_: ToolCall, name: str, __: str) -> tuple[bytes, str]:
    for rule in RULES:
        if name.casefold() in (rule.id.casefold(), rule.code.casefold()):
            return orjson.dumps(
                {
                    "id": rule.id,
                    "code": rule.code,
                    "title": rule.title,
                    "explanation": rule.explanation,
                    "fix": rule.fix,
                    "legal_source": rule.legal_source,
                }
            ), JSON
    raise not_found("Rule")


def _error(_: ToolCall, name: str, __: str) -> tuple[bytes, str]:
    row = CATALOGUE.get(name.upper())
    if row is None:
        raise not_found("Error code")
    shown = {
        "code": row.code,
        "status": row.status,
        "title": row.title,
        "when": row.when,
        "remedy": row.remedy,
    }
    return orjson.dumps(shown), JSON


_READERS: Mapping[str, Callable[[ToolCall, str, str], tuple[bytes, str]]] = {
    "export": _export,
    "artifact": _artifact,
    "mail": _mail,
    "rule": _rule,
    "error": _error,
}

PROMPTS: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "first_export": (
        "Take synced orders to a first export",
        (),
        "Call parties_list for the warehouse and broker. Store products with products_upsert and orders with "
        "orders_upsert. Plan with exports_plan and dryRun true. Mend what its findings say, each by its fix, without "
        "guessing a code, an origin, a value or a maker: ask the person for what is not known. Plan again without "
        "dryRun. Show the person the findings, the duty and the broker's address, and only then call exports_execute "
        "with the planHash that was shown.",
    ),
    "fix_blocked_export": (
        "Mend a blocked export",
        ("exportId",),
        "Call exports_explain for {exportId}. For each error say which product or order lacks what, the reason in law "
        "and the fix. Ask the person for every fact that is missing; never invent one. Store the answers with "
        "products_upsert or orders_upsert, then call exports_plan with batchId {exportId} and compare with "
        "exports_diff.",
    ),
    "weekly_batch": (
        "Send the week's open orders",
        (),
        "Call exports_list with state BATCHED and readiness READY. For each show the value, duty, savings and the "
        "broker's address. After the person agrees call exports_execute for each with its planHash, one at a time, "
        "and look with exports_get until the broker's mail is sent. Name those that were not sent and why.",
    ),
}


def prompts() -> list[types.Prompt]:
    """The prompts, sorted by name."""
    return [
        types.Prompt(
            name=name,
            title=title,
            description=title,
            arguments=[types.PromptArgument(name=each, required=True) for each in arguments],
        )
        for name, (title, arguments, _) in sorted(PROMPTS.items())
    ]


def prompt(name: str, arguments: Mapping[str, str]) -> types.GetPromptResult | None:
    """A prompt with its arguments filled in; ``None`` where there is none of that name or an argument lacks."""
    title, wanted, words = PROMPTS.get(name, ("", (), ""))
    if not words or any(each not in arguments for each in wanted):
        return None
    filled = words.format(**{each: arguments[each] for each in wanted})
    content = types.TextContent(type="text", text=filled)
    return types.GetPromptResult(
        description=title, messages=[types.PromptMessage(role="user", content=content)]
    )
