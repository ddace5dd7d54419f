"""The Python client's types, table of operations and methods."""

import keyword
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripts.clients import operations as described
from scripts.clients.operations import Field, Node, Operation

HEAD = '"""{what} Generated: `make golden` writes it anew from the API description."""\n'
SCALARS = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}


def files() -> dict[str, str]:
    """The files by their names, formatted."""
    made = {
        "types.py": "\n".join(_types()),
        "calls.py": "\n".join(_calls()),
        "operations.py": "\n".join(_methods(is_async=False)),
        "async_operations.py": "\n".join(_methods(is_async=True)),
    }
    return {name: _formatted(text, name) for name, text in made.items()}


def _formatted(text: str, name: str) -> str:
    command = [str(Path(sys.executable).parent / "ruff"), "format", "--stdin-filename", name, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout


# Types


def _types() -> Iterator[str]:
    yield HEAD.format(what="What the API is sent and answers, as typed dictionaries.")
    yield "from __future__ import annotations\n"
    yield "from collections.abc import Mapping, Sequence"
    yield "from decimal import Decimal"
    yield "from typing import Any, Generic, Literal, NotRequired, TypeAlias, TypedDict, TypeVar\n"
    yield "JsonValue: TypeAlias = Any  # Any: any JSON, numbers as int or Decimal"
    yield "Number: TypeAlias = Decimal | int"
    yield '"""A number of an answer, exact."""'
    yield "NumberIn: TypeAlias = Decimal | int | float"
    yield '"""A number that may be sent; a Decimal is sent digit by digit."""'
    wide = described.asked() - described.answered()
    for name in sorted(described.asked() | described.answered()):
        schema = described.schemas()[name]
        if "enum" in schema and schema.get("type") == "string":
            yield f"{name}: TypeAlias = {_literal(schema['enum'])}"
            yield _quoted(schema.get("description", ""))
        elif "properties" in schema:
            yield from _dictionary(name, schema, is_sent=name in wide)
    yield from _messages()


def _messages() -> Iterator[str]:
    """A webhook's message: one form for each type of event, told apart by ``type``."""
    yield '_Type = TypeVar("_Type")'
    yield '_Payload = TypeVar("_Payload")\n\n'
    yield "class WebhookEvent(TypedDict, Generic[_Type, _Payload]):"
    yield '    """An event as a webhook tells it: as `events.list` does, and whose it is."""\n'
    own = {"type": "_Type", "payload": "_Payload"}
    for field, each in described.schemas()["EventAnswer"]["properties"].items():
        yield f"    {field}: {own.get(field) or written(each, is_sent=False)}"
        yield textwrap.indent(_quoted(described.said(each)), "    ")
    yield "    accountId: str"
    yield '    mode: Literal["live", "test"]\n\n'
    yield "class WebhookMessageOf(TypedDict, Generic[_Type, _Payload]):"
    yield '    """The body of a webhook that tells of an event of one type."""\n'
    yield "    type: _Type"
    yield "    timestamp: str"
    yield "    data: WebhookEvent[_Type, _Payload]\n\n"
    forms = [f'WebhookMessageOf[Literal["{kind}"], {name}]' for kind, name in described.events().items()]
    yield f"WebhookMessage: TypeAlias = ({' | '.join(forms)})"
    yield _quoted(
        f"{described.schemas()['WebhookMessage']['description']} Its `type` tells which payload it has."
    )


def _dictionary(name: str, schema: Node, *, is_sent: bool) -> Iterator[str]:
    needed = schema.get("required", ())
    rows = []
    for field, each in schema["properties"].items():
        shape = written(each, is_sent=is_sent)
        rows.append((field, shape if field in needed else f"NotRequired[{shape}]", described.said(each)))
    words = schema.get("description", "")
    if all(field.isidentifier() and not keyword.iskeyword(field) for field, _, _ in rows):
        yield f"class {name}(TypedDict):"
        yield textwrap.indent(_quoted(words or f"{name}."), "    ")
        for field, shape, said in rows:
            yield f"    {field}: {shape}"
            yield textwrap.indent(_quoted(said), "    ")
    else:  # a field named like a keyword
        fields = ", ".join(f'"{field}": "{shape}"' for field, shape, _ in rows)
        yield f'{name} = TypedDict("{name}", {{{fields}}})'
        yield _quoted(words)


def written(schema: Node, *, is_sent: bool, prefix: str = "") -> str:
    """A schema as an annotation; ``prefix`` stands before the names of types."""

    def of(each: Node) -> str:
        return written(each, is_sent=is_sent, prefix=prefix)

    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = described.schemas()[name]
        is_named = "properties" in target or ("enum" in target and target.get("type") == "string")
        return f"{prefix}{name}" if is_named else of(target)
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return _union(of(each) for each in schema[key])
    if (name := described.same_values(schema)) is not None:
        return f"{prefix}{name}"
    if "enum" in schema or "const" in schema:
        return _literal(schema.get("enum", [schema.get("const")]))
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not kinds or {"object", "array", "string"} <= set(kinds):
        return f"{prefix}JsonValue"
    return _union(_kind(kind, schema, of, is_sent=is_sent, prefix=prefix) for kind in kinds)


def _kind(
    kind: str, schema: Node, of: Any, *, is_sent: bool, prefix: str
) -> str:  # Any: this function's caller
    if kind == "number":
        return f"{prefix}NumberIn" if is_sent else f"{prefix}Number"
    if kind == "array":
        return f"{'Sequence' if is_sent else 'list'}[{of(schema.get('items', {}))}]"
    if kind == "object":
        other = schema.get("additionalProperties")
        value = of(other) if isinstance(other, dict) else f"{prefix}JsonValue"
        return f"{'Mapping' if is_sent else 'dict'}[str, {value}]"
    return SCALARS[kind]


def _union(shapes: Iterator[str]) -> str:
    found = list(
        dict.fromkeys(part for shape in shapes for part in ([shape] if "[" in shape else shape.split(" | ")))
    )
    return " | ".join([each for each in found if each != "None"] + [each for each in found if each == "None"])


def _literal(values: Sequence[object]) -> str:
    return f"Literal[{', '.join(repr(each) for each in values)}]".replace("'", '"')


def _quoted(words: str) -> str:
    """A docstring; nothing where there are no words."""
    words = words.replace("\\", "\\\\").replace('"""', "'''").strip()
    if not words:
        return ""
    if words.endswith('"'):
        words += " "
    filled = textwrap.fill(words, 96, break_long_words=False, break_on_hyphens=False)
    return f'"""{filled}"""' if "\n" not in filled else f'"""{filled}\n"""'


# The table


def _calls() -> Iterator[str]:
    yield HEAD.format(what="Each operation: its method, its path, and what of its arguments goes where.")
    yield "from collections.abc import Mapping\n"
    yield "from .wire import Call"
    yield "CALLS: Mapping[str, Call] = {"
    for each in described.operations():
        more = [f"query={tuple(field.name for field in each.query)!r}"] if each.query else []
        more += ["has_body=True"] if each.body else []
        more += ["needs_account=True"] if each.needs_account else []
        more += ["takes_key=True"] if each.takes_key else []
        yield f'"{each.name}": Call({", ".join([repr(each.name), repr(each.method), repr(each.path), *more])}),'
    yield "}"


# Methods


def _methods(*, is_async: bool) -> Iterator[str]:
    waits = "awaits" if is_async else "waits"
    yield HEAD.format(what=f"Every operation as a method, of the client that {waits}.")
    yield "from __future__ import annotations\n"
    iterators = "AsyncIterator" if is_async else "Iterator"
    yield f"from collections.abc import {', '.join(sorted(['Callable', iterators, 'Mapping', 'Sequence']))}"
    yield "from typing import Literal, Protocol\n"
    yield "from . import types as t"
    yield "from .wire import ABSENT, Arguments"
    yield from _protocol(is_async=is_async)
    start = "Async" if is_async else ""
    for noun, verbs in described.nouns().items():
        if noun:
            yield f"class {start}{_class(noun)}:"
            yield f'    """{described.meaning(noun)}"""'
            yield f"    def __init__(self, caller: {start}Caller) -> None:"
            yield "        self._caller = caller"
            for each in verbs:
                yield textwrap.indent(_method(each, is_async=is_async), "    ")
    yield from _root(is_async=is_async)


def _protocol(*, is_async: bool) -> Iterator[str]:
    start, prefix, iterator = ("Async", "async ", "AsyncIterator") if is_async else ("", "", "Iterator")
    yield f"class {start}Caller(Protocol):"
    yield '    """What sends the calls: arguments are those of the method, by their names."""'
    yield f"    {prefix}def call(self, name: str, arguments: Arguments) -> t.JsonValue:"
    yield '        """One call; what it answers."""'
    yield f"    def rows(self, name: str, arguments: Arguments) -> {iterator}[t.JsonValue]:"
    yield '        """The rows of every page."""'
    yield f"    def follow(self, name: str, arguments: Arguments) -> {iterator}[t.JsonValue]:"
    yield '        """Events as they happen."""'
    yield f"    {prefix}def settle("
    yield "        self, export_id: str, until: Callable[[t.JsonValue], bool] | None, timeout: float) -> t.JsonValue:"
    yield '        """Inspect until something holds."""'


def _root(*, is_async: bool) -> Iterator[str]:
    start = "Async" if is_async else ""
    yield f"class {start}Operations:"
    yield '    """The operations by their nouns, and the protocol\'s verbs."""'
    yield f"    def __init__(self, caller: {start}Caller) -> None:"
    yield "        self._caller = caller"
    for noun in described.nouns():
        if noun:
            yield f"        self.{noun} = {start}{_class(noun)}(caller)"
    for short, name in SHORT.items():
        yield f"        self.{short} = self.{name}"
    for each in described.nouns()[""]:
        yield textwrap.indent(_method(each, is_async=is_async), "    ")


SHORT = {
    "plan": "exports.plan",
    "execute": "exports.execute",
    "inspect": "exports.inspect",
    "health": "system.health",
    "package": "packages.get",
    "artifact": "packages.artifact",
    "estimate": "customs.estimate",
    "optimize": "customs.optimize",
}
"""What stands at the client itself too."""


def _class(noun: str) -> str:
    return "".join(part.capitalize() for part in noun.split("_"))


def _method(each: Operation, *, is_async: bool) -> str:
    verb = "import_file" if each.reads_file else each.verb
    answer = f"t.{each.answer}" if each.answer else "bytes"
    prefix, wait, iterator = ("async ", "await ", "AsyncIterator") if is_async else ("", "", "Iterator")
    arguments = _arguments(each)
    made = [
        f"{prefix}def {verb}({arguments}) -> {answer}:",
        textwrap.indent(_docstring(each), "    "),
        f"    answer: {answer} = {wait}self._caller.call({each.name!r}, locals())",
        "    return answer",
    ]
    if each.row:
        cut = _arguments(each, without=("cursor",))
        made += [
            f"def each{'' if verb == 'list' else '_of_' + verb}({cut}) -> {iterator}[t.{each.row}]:",
            f'    """The rows of every page of :meth:`{verb}`, asked for as they are needed; ``limit`` a page."""',
            f"    return self._caller.rows({each.name!r}, locals())",
        ]
    if each.minimal:
        made += [
            f"{prefix}def {verb}_minimal({arguments}) -> t.{each.minimal}:",
            f'    """The same as :meth:`{verb}`; it answers the ids and the warnings alone."""',
            '    given = locals() | {"prefer": "return=minimal"}',
            f"    answer: t.{each.minimal} = {wait}self._caller.call({each.name!r}, given)",
            "    return answer",
        ]
    if each.name == "events.list":
        kept = _arguments(each, without=tuple(field.name for field in each.query if field.name != "type"))
        made += [
            f"def stream({kept}, after: str = ABSENT) -> {iterator}[t.{each.row}]:",
            f"    {_quoted(STREAM)}",
            f"    return self._caller.follow({each.name!r}, locals())",
        ]
    if each.name == "exports.inspect":
        made += [
            f"{prefix}def wait(self, id: str, /, *, until: Callable[[t.InspectAnswer], bool] | None = None, "
            "timeout: float = 600.0) -> t.InspectAnswer:",
            textwrap.indent(WAIT, "    "),
            f"    answer: t.InspectAnswer = {wait}self._caller.settle(id, until, timeout)",
            "    return answer",
        ]
    return "\n".join(made)


STREAM = (
    "Events as they happen, without an end: from now on, or after the event whose id is ``after``. "
    "A broken connection is taken up again where it ended, so that none is missed and none comes twice."
)
WAIT = '''"""The export, once ``until`` holds of it: without one, once it is executed and its mail needs no more time.

Raises ``TimeoutError``, which says where it stands, after ``timeout`` seconds.
"""'''


def _arguments(each: Operation, without: Sequence[str] = ()) -> str:
    positional = [f"{name}: str" for name in each.names]
    if each.reads_file:
        positional.append("data: bytes | str")
    if positional:
        positional.append("/")
    fields = [
        field
        for field in (*each.query, *each.body)
        if field.name not in without and not (each.reads_file and field.name in ("csv", "raw"))
    ]
    needed = [field for field in fields if field.is_required and field.name != "accountId"]
    other = [field for field in fields if field not in needed]
    named = [f"{_argument(field)}: {_shape(field)}" for field in needed]
    named += [f"{_argument(field)}: {_shape(field)} = ABSENT" for field in other]
    if each.takes_key and not without:
        named.append("idempotencyKey: str = ABSENT")
    return ", ".join(["self", *positional, *(["*", *named] if named else [])])


def _argument(field: Field) -> str:
    return f"{field.name}_" if keyword.iskeyword(field.name) else field.name


def _shape(field: Field) -> str:
    return written(field.schema, is_sent=True, prefix="t.")


def _docstring(each: Operation) -> str:
    words = each.summary.rstrip(".") + "."
    more = each.more.strip()
    if not more or more == words:
        return _quoted(words)
    return f'"""{_lines(words)}\n\n{_lines(more)}\n"""'


def _lines(words: str) -> str:
    words = words.replace("\\", "\\\\").replace('"""', "'''")
    return "\n\n".join(
        textwrap.fill(part, 96, break_long_words=False, break_on_hyphens=False)
        for part in words.split("\n\n")
    )


TARGET = Path(__file__).resolve().parents[2] / "src" / "entrygo" / "client"


def write() -> None:
    """Write the files where they differ."""
    for name, text in files().items():
        (TARGET / name).write_text(text, encoding="utf-8")
