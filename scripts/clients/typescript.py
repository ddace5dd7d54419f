"""The TypeScript client's types and methods."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.clients import operations as described
from scripts.clients.operations import Field, Node, Operation
from scripts.clients.python import SHORT

TARGET = Path(__file__).resolve().parents[2] / "clients" / "typescript" / "src"
HEAD = "// Generated: `make golden` writes it anew from the API description.\n"
SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_PLAIN = re.compile(r"[A-Za-z_$][\w$]*")


def files() -> dict[str, str]:
    """The files by their names."""
    return {
        "types.ts": "\n".join(_types()) + "\n",
        "operations.ts": "\n".join(_methods()) + "\n",
    }


def write() -> None:
    """Write the files."""
    for name, text in files().items():
        (TARGET / name).write_text(text, encoding="utf-8")


def _types() -> Iterator[str]:
    yield HEAD
    yield "/** Any JSON. */"
    yield "export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };"
    yield "/** A body to send: the accountId is the key's own where it is left out. */"
    yield 'export type Sent<T> = Omit<T, "accountId" | "idempotencyKey"> & { accountId?: string };'
    for name in sorted(described.asked() | described.answered() | _bodies()):
        schema = described.schemas()[name]
        if "enum" in schema and schema.get("type") == "string":
            yield from _comment(schema.get("description", ""))
            yield f"export type {name} = {_literal(schema['enum'])};"
        elif "properties" in schema:
            yield from _comment(schema.get("description", ""))
            yield f"export interface {name} {{"
            needed = schema.get("required", ())
            for field, each in schema["properties"].items():
                yield from _comment(described.said(each), "  ")
                yield f"  {_key(field)}{'' if field in needed else '?'}: {written(each)};"
            yield "}"
    yield from _messages()


def _messages() -> Iterator[str]:
    """A webhook's message: one form for each type of event, told apart by ``type``."""
    yield "/** The payload of each type of event that a webhook tells of. */"
    yield "export interface EventPayloads {"
    yield from (f"  {_key(kind)}: {name};" for kind, name in described.events().items())
    yield "}"
    yield MESSAGES


MESSAGES = """\
/** An event as a webhook tells it: as `events.list` does, and whose it is. */
export type WebhookEvent<K extends keyof EventPayloads> = Omit<EventAnswer, "type" | "payload"> & {
  type: K;
  payload: EventPayloads[K];
  accountId: string;
  mode: "live" | "test";
};
/** The body of a webhook, as Standard Webhooks has it. Its `type` tells which payload it has. */
export type WebhookMessage = {
  [K in keyof EventPayloads]: { type: K; timestamp: string; data: WebhookEvent<K> };
}[keyof EventPayloads];"""


def _bodies() -> set[str]:
    return described.reached([name for each in described.operations() if (name := _body(each))])


def _body(each: Operation) -> str:
    node = described.description()["paths"][each.path][each.method.lower()]
    content = node.get("requestBody", {}).get("content", {}).get(described.JSON)
    return content["schema"]["$ref"].rpartition("/")[2] if content else ""


def written(schema: Node) -> str:
    """A schema as a type."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = described.schemas()[name]
        is_named = "properties" in target or ("enum" in target and target.get("type") == "string")
        return name if is_named else written(target)
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return _union(written(each) for each in schema[key])
    if "enum" in schema or "const" in schema:
        return described.same_values(schema) or _literal(schema.get("enum", [schema.get("const")]))
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not kinds or {"object", "array", "string"} <= set(kinds):
        return "Json"
    return _union(_kind(kind, schema) for kind in kinds)


def _kind(kind: str, schema: Node) -> str:
    if kind == "array":
        item = written(schema.get("items", {}))
        return f"({item})[]" if " " in item else f"{item}[]"
    if kind == "object":
        other = schema.get("additionalProperties")
        return f"{{ [name: string]: {written(other) if isinstance(other, dict) else 'Json'} }}"
    return SCALARS[kind]


def _union(shapes: Iterator[str]) -> str:
    return " | ".join(dict.fromkeys(shapes))


def _literal(values: Sequence[object]) -> str:
    return " | ".join(json.dumps(each) for each in values)


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name)


def _comment(words: str, margin: str = "") -> Iterator[str]:
    lines = [line.strip() for line in words.replace("*/", "* /").strip().splitlines()]
    if len(lines) == 1:
        yield f"{margin}/** {lines[0]} */"
    elif lines:
        yield f"{margin}/**"
        yield from (f"{margin} * {line}".rstrip() for line in lines)
        yield f"{margin} */"


def _methods() -> Iterator[str]:
    yield HEAD
    yield 'import type * as t from "./types.ts";'
    yield 'import type { Arguments, Call, CallOptions } from "./wire.ts";\n'
    yield "/** What sends the calls. */"
    yield "export interface Caller {"
    yield "  call(call: Call, given: Arguments, options?: CallOptions): Promise<any>;"
    yield "  rows(call: Call, given: Arguments, options?: CallOptions): AsyncGenerator<any, void>;"
    yield "  follow(call: Call, given: Arguments, options?: CallOptions): AsyncGenerator<any, void>;"
    yield "  settle(id: string, options: WaitOptions): Promise<t.InspectAnswer>;"
    yield "}"
    yield WAIT_OPTIONS
    for noun, verbs in described.nouns().items():
        if noun:
            yield from _comment(described.meaning(noun))
            yield f"export class {_class(noun)} {{"
            yield "  readonly #caller: Caller;"
            yield "  constructor(caller: Caller) {"
            yield "    this.#caller = caller;"
            yield "  }"
            for each in verbs:
                yield from _method(each)
            yield "}\n"
    yield from _root()


WAIT_OPTIONS = """\
export interface WaitOptions {
  /** What is waited for; without it, that the export is executed and its mail needs no more time. */
  until?: (seen: t.InspectAnswer) => boolean;
  /** How long at most: 600. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}
"""


def _root() -> Iterator[str]:
    yield "/** The operations by their nouns, and the protocol's verbs. */"
    yield "export class Operations {"
    yield "  readonly #caller: Caller;"
    for noun in described.nouns():
        if noun:
            yield from _comment(described.meaning(noun), "  ")
            yield f"  readonly {_camel(noun)}: {_class(noun)};"
    yield "  constructor(caller: (self: Operations) => Caller) {"
    yield "    this.#caller = caller(this);"
    for noun in described.nouns():
        if noun:
            yield f"    this.{_camel(noun)} = new {_class(noun)}(this.#caller);"
    yield "  }"
    for short, name in SHORT.items():
        noun, _, verb = name.partition(".")
        yield f"  /** The same as `{_camel(noun)}.{_camel(verb)}`. */"
        owner = f"{_class(noun)}[{json.dumps(_camel(verb))}]"
        yield f"  {short}(...given: Parameters<{owner}>): ReturnType<{owner}> {{"
        yield f"    return this.{_camel(noun)}.{_camel(verb)}(...given);"
        yield "  }"
    for each in described.nouns()[""]:
        yield from _method(each)
    yield "}"


def _class(noun: str) -> str:
    return "".join(part.capitalize() for part in noun.split("_"))


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _method(each: Operation) -> Iterator[str]:
    answer = f"t.{each.answer}" if each.answer else "Uint8Array"
    given = _given(each)
    yield from _comment("\n\n".join(filter(None, [each.summary.rstrip(".") + ".", each.more])), "  ")
    yield f"  {_camel(each.verb)}({given}): Promise<{answer}> {{"
    yield f"    return this.#caller.call({_call(each)}, {_sent(each)}, options);"
    yield "  }"
    if each.row:
        name = "each" if each.verb == "list" else f"eachOf{_class(each.verb)}"
        yield f"  /** The rows of every page of `{_camel(each.verb)}`, asked for as they are needed. */"
        yield f"  {name}({_given(each, without=('cursor',))}): AsyncGenerator<t.{each.row}, void> {{"
        yield f"    return this.#caller.rows({_call(each)}, {_sent(each)}, options);"
        yield "  }"
    if each.minimal:
        yield f"  /** The same as `{_camel(each.verb)}`; it answers the ids and the warnings alone. */"
        yield f"  {_camel(each.verb)}Minimal({given}): Promise<t.{each.minimal}> {{"
        yield f"    return this.#caller.call({_call(each, prefer='return=minimal')}, {_sent(each)}, options);"
        yield "  }"
    if each.name == "events.list":
        yield "  /**"
        yield "   * Events as they happen, without an end: from now on, or after the event whose id is `after`."
        yield "   * A broken connection is taken up again where it ended: none is missed and none comes twice."
        yield "   */"
        yield (
            "  stream(query: { type?: t.EventType; after?: string } = {}, options: CallOptions = {}): "
            f"AsyncGenerator<t.{each.row}, void> {{"
        )
        yield f"    return this.#caller.follow({_call(each)}, {{ query }}, options);"
        yield "  }"
    if each.name == "exports.inspect":
        yield "  /** The export, once `until` holds of it; after `timeoutSeconds` an error says where it stands. */"
        yield "  wait(id: string, options: WaitOptions = {}): Promise<t.InspectAnswer> {"
        yield "    return this.#caller.settle(id, options);"
        yield "  }"


def _given(each: Operation, without: Sequence[str] = ()) -> str:
    parts = [f"{name}: string" for name in each.names]
    if body := _body(each):
        shape = f"t.Sent<t.{body}>"
        parts.append(f"body: {shape}" if _needs(each.body) else f"body: {shape} = {{}}")
    if each.query:
        fields = [
            f"{_key(field.name)}{'' if field.is_required else '?'}: {_prefixed(field.schema)}"
            for field in each.query
            if field.name not in without
        ]
        parts.append(f"query: {{ {'; '.join(fields)} }}{'' if _needs(each.query) else ' = {}'}")
    parts.append("options: CallOptions = {}")
    return ", ".join(parts)


def _prefixed(schema: Node) -> str:
    """A type of a query's parameter, as it is named from another file."""
    shape = written(schema)
    return f"t.{shape}" if shape in described.schemas() else shape


def _needs(fields: Sequence[Field]) -> bool:
    return any(field.is_required and field.name != "accountId" for field in fields)


def _call(each: Operation, **more: str) -> str:
    said: dict[str, object] = {"name": each.name, "method": each.method, "path": each.path}
    said |= {"account": each.needs_account, "key": each.takes_key} | more
    return "{ " + ", ".join(f"{name}: {json.dumps(value)}" for name, value in said.items()) + " }"


def _sent(each: Operation) -> str:
    parts = [f"path: {{ {', '.join(each.names)} }}"] if each.names else []
    parts += ["body"] if _body(each) else []
    parts += ["query"] if each.query else []
    return f"{{ {', '.join(parts)} }}" if parts else "{}"
