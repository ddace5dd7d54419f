"""The MCP server: the tools, resources and prompts, each called under the key of its caller."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import anyio
import mcp_types as types
import orjson
from anyio import to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.problems import CATALOGUE, Problem
from entrygo.contract.requests.dry_runs import require_no_dry_run
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.unknown_fields import unknown_fields
from entrygo.contract.version import VERSION
from entrygo.operations.policy import require_scope
from entrygo.ports.log_context import bind
from entrygo.surfaces.mcp import exports, products, reference
from entrygo.surfaces.mcp.documents import prompt, prompts, read_resource, templates
from entrygo.surfaces.mcp.tool import Tool, ToolCall

log = logging.getLogger(__name__)
MOST_AT_ONCE = 8
MOST_DETAILS = 2_048
INSTRUCTIONS = (
    "EntryGo prepares US customs for e-commerce orders: sync -> plan -> execute -> inspect. Plan before you execute; "
    "execute mails a customs broker. Never guess a code, an origin, a value or a maker: ask. A null figure is "
    "unknown, not zero. Test keys rehearse everything with captured mail."
)
AnyTool = Tool[Any]  # Any: each tool's own request
JsonNode = Mapping[str, Any]  # Any: JSON
Asked = ServerRequestContext[Any]  # Any: what the transport attaches
Paged = types.PaginatedRequestParams | None
_ALL: tuple[AnyTool, ...] = (*products.TOOLS, *exports.TOOLS, *reference.TOOLS)
TOOLS: Mapping[str, AnyTool] = {tool.name: tool for tool in sorted(_ALL, key=lambda each: each.name)}
CallerOf = Callable[[Any], Actor]  # Any: as the transport has it
"""The caller of a request, from what the transport knows of it."""


def mcp_server(
    context: Context, caller: CallerOf, *, server_url: str = ""
) -> Server[Any]:  # Any: no state of the server's own
    """A server over a context. ``caller`` answers whose call it is."""
    answers = _Answers(context, caller, server_url)
    return Server(
        "entrygo",
        version=VERSION,
        title="EntryGo Export Protocol",
        instructions=INSTRUCTIONS,
        website_url=server_url or None,
        on_list_tools=answers.list_tools,
        on_call_tool=answers.call_tool,
        on_list_resources=answers.list_resources,
        on_list_resource_templates=answers.list_templates,
        on_read_resource=answers.read_resource,
        on_list_prompts=answers.list_prompts,
        on_get_prompt=answers.get_prompt,
    )


class _Answers:
    """What the server answers to each request; work is done in threads, a bounded number at once."""

    def __init__(self, context: Context, caller: CallerOf, server_url: str) -> None:
        self._context, self._caller, self._server_url = context, caller, server_url
        self._limiter = anyio.CapacityLimiter(MOST_AT_ONCE)

    async def list_tools(self, _: Asked, __: Paged) -> types.ListToolsResult:
        return types.ListToolsResult(tools=list(LISTED))

    async def call_tool(self, asked: Asked, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {params.name}; tools/list names them.")
        return await to_thread.run_sync(
            _run, tool, self._call(asked), params.arguments or {}, limiter=self._limiter
        )

    async def list_resources(self, _: Asked, __: Paged) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[])

    async def list_templates(self, _: Asked, __: Paged) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=templates())

    async def read_resource(
        self, asked: Asked, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        call = self._call(asked)
        try:
            require_scope(call.actor, "read")
            contents = await to_thread.run_sync(read_resource, call, str(params.uri), limiter=self._limiter)
        except Problem as problem:
            raise MCPError(types.INVALID_PARAMS, problem.message, _error(problem, call)) from None
        return types.ReadResourceResult(contents=[contents])

    async def list_prompts(self, _: Asked, __: Paged) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=prompts())

    async def get_prompt(self, _: Asked, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        found = prompt(params.name, params.arguments or {})
        if found is None:
            raise MCPError(
                types.INVALID_PARAMS, f"There is no prompt {params.name}, or it lacks an argument."
            )
        return found

    def _call(self, asked: Asked) -> ToolCall:
        actor = self._caller(asked.request)
        bind(request_id=actor.request_id, account_id=actor.tenant.account_id, mode=actor.tenant.mode.value)
        return ToolCall(context=self._context, actor=actor, server_url=self._server_url)


def _run(tool: AnyTool, call: ToolCall, arguments: JsonNode) -> types.CallToolResult:
    """A call in the contract's order: schema, scope, then the operation. A refusal is an answer to read."""
    try:
        request = parse(tool.request, dict(arguments))
        if not tool.only_reads:
            require_no_dry_run(tool.request, dict(arguments), {})
        require_scope(call.actor, tool.scope)
        shown = {**tool.run(call, request), "requestId": call.actor.request_id}
        if unknown := unknown_fields(tool.request, dict(arguments)):
            shown["warnings"] = [*shown.get("warnings", ()), *unknown]
    except Problem as problem:
        return _result(_error(problem, call), is_error=True)
    except Exception:
        log.exception("tool %s failed", tool.name)
        return _result(_error(Problem("INTERNAL_ERROR"), call), is_error=True)
    return _result(shown, is_error=False)


def _result(document: JsonObject, *, is_error: bool) -> types.CallToolResult:
    text = answer_bytes(document).decode()
    content: list[types.ContentBlock] = [types.TextContent(type="text", text=text)]
    return types.CallToolResult(content=content, structured_content=orjson.loads(text), is_error=is_error)


def _error(problem: Problem, call: ToolCall) -> JsonObject:
    """A problem as every door says it, its page by its whole address, its details bounded."""
    details: JsonObject = dict(problem.details or {})
    if len(answer_bytes(details)) > MOST_DETAILS:
        details = _shortened(details)
    return {
        "errorCode": problem.code,
        "message": problem.message,
        "field": problem.field,
        "details": details,
        "retryable": CATALOGUE[problem.code].is_retryable,
        "docUrl": f"{call.server_url}/docs/errors/{problem.code}",
        "requestId": call.actor.request_id,
    }


def _shortened(details: JsonNode) -> JsonObject:
    """Long lists by their first items and their length, within the bound as far as that goes."""
    short: JsonObject = {}
    for name, value in details.items():
        if isinstance(value, list) and len(value) > 5:
            short |= {name: value[:5], f"{name}_total": len(value)}
        elif len(answer_bytes(value)) < MOST_DETAILS // 2:
            short[name] = value
    return short


def _listed(tool: AnyTool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=_slim(tool.request.model_json_schema(by_alias=True)),
        annotations=types.ToolAnnotations(
            read_only_hint=tool.only_reads,
            destructive_hint=tool.destroys,
            idempotent_hint=True,
            open_world_hint=tool.reaches_out,
        ),
    )


_UNSAID = frozenset({"title", "examples", "pattern", "format", "$defs"})


def _slim(schema: JsonNode, defs: JsonNode | None = None) -> JsonObject:
    """A schema without what an agent need not read: titles, patterns, examples, null beside a type; parts in place."""
    known = schema.get("$defs", {}) if defs is None else defs
    if "$ref" in schema:
        target = known[str(schema["$ref"]).rpartition("/")[2]]
        return {**_slim({**target, "description": None}, known), **_words(schema)}
    slim: JsonObject = {}
    for name, value in schema.items():
        if name == "properties":
            slim[name] = {each: _slim(part, known) for each, part in value.items()}
        elif name == "items":
            slim[name] = _slim(value, known)
        elif name == "anyOf":
            (kept, *_) = [part for part in value if part != {"type": "null"}]
            slim |= {**_slim(kept, known), **_words(schema)}
        elif name not in _UNSAID and value is not None:
            slim[name] = value
    if defs is None:
        slim.pop("description", None)
    return slim


def _words(schema: JsonNode) -> JsonObject:
    return {"description": schema["description"]} if schema.get("description") else {}


LISTED = tuple(_listed(tool) for tool in TOOLS.values())
"""The tools as they are listed: the same bytes at every call, sorted by name."""
