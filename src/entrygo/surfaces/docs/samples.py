"""One sample, printed for every door: curl, Python, TypeScript, the command line, a tool of an agent.

A sample is a record in ``docs/samples.json``: ``$NAME`` in it is something an earlier step answered. The doors are
printed from the record, so that they cannot differ, and the tests run what is printed. What is no call, such as the
making of a client, is ``printed`` in the record as it is.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from entrygo.surfaces.docs.markdown import code_block, slug
from entrygo.surfaces.docs.sources import folder

Sample = Mapping[str, Any]  # Any: JSON
DOORS = {"curl": "bash", "Python": "python", "TypeScript": "ts", "Command line": "bash", "MCP": "json"}
"""The doors by their tab, with the language of what is printed."""


@cache
def samples() -> Mapping[str, Sample]:
    """Every sample by its name, in the order in which they may be run."""
    found: list[Sample] = json.loads((folder() / "samples.json").read_bytes())
    return {sample["name"]: sample for sample in found}


def printed(name: str) -> dict[str, str]:
    """A sample in each door that has it."""
    sample = samples()[name]
    as_it_is: dict[str, str] = sample.get("printed", {})
    found = {"curl": _curl(sample)}
    if "python" in sample:
        found["Python"] = _python(sample)
        found["TypeScript"] = _typescript(sample)
    found["Command line"] = _command(sample)
    if "tool" in sample:
        found["MCP"] = json.dumps({"name": sample["tool"], "arguments": _arguments(sample)}, indent=2)
    found |= as_it_is
    return {door: found[door] for door in DOORS if door in found}


def tabs(name: str) -> str:
    """A sample as tabs, which work without script."""
    doors = printed(name)
    heads, panels = [], []
    for number, (door, code) in enumerate(doors.items()):
        identifier = slug(f"{name}-{door}")
        chosen = " checked" if number == 0 else ""
        heads.append(
            f'<input type="radio" name="sample-{slug(name)}" id="{identifier}" data-door="{slug(door)}"{chosen}>'
            f'<label for="{identifier}">{door}</label>'
        )
        panels.append(f'<div class="panel">{code_block(code, DOORS[door])}</div>')
    return f'<div class="tabs">{"".join(heads)}{"".join(panels)}</div>\n'


def blocks_of(name: str) -> str:
    """A sample in Markdown: a block a door."""
    return "\n\n".join(f"{door}:\n\n```{DOORS[door]}\n{code}\n```" for door, code in printed(name).items())


def _curl(sample: Sample) -> str:
    method, path = sample["call"].split(" ")
    parts = ["curl" if method == "GET" else f"curl -X {method}", f'"$ENTRYGO_SERVER{path}"']
    lines = [" ".join(parts), '-H "Authorization: Bearer $ENTRYGO_API_KEY"']
    if "key" in sample:
        lines.append(f'-H "Idempotency-Key: {sample["key"]}"')
    if "body" in sample:
        lines += ['-H "Content-Type: application/json"', f"-d {_shell_json(sample['body'])}"]
    return " \\\n  ".join(lines)


def _command(sample: Sample) -> str:
    """The command that the step has, else its call by ``entrygo api``, which fills the account in."""
    if "command" in sample:
        return " ".join(["entrygo", *sample["command"]])
    method, path = sample["call"].split(" ")
    line = f"entrygo api {method} {path}"
    if "key" in sample:
        line += f' --idempotency-key "{sample["key"]}"'
    if "body" in sample:
        body = {name: value for name, value in sample["body"].items() if name != "accountId"}
        line += f" --body - <<< {_shell_json(body)}"
    return line


def _shell_json(body: Any) -> str:  # Any: JSON
    """JSON in single quotes, whose variables stand outside of them."""
    text = json.dumps(body, indent=2, ensure_ascii=False).replace("\n", "\n  ")
    quoted = "'" + text.replace("'", "'\\''") + "'"
    for name in _names(body):
        quoted = quoted.replace(f'"${name}"', f'"\'"${name}"\'"')
    return quoted


def _python(sample: Sample) -> str:
    answer = sample["name"].replace("-", "_")
    kept = []
    for name, path in sample.get("captures", {}).items():
        parts = "".join(f"[{part if part.isdecimal() else json.dumps(part)}]" for part in path.split("."))
        kept.append(f"{_variable(name)} = {answer}{parts}")
    return "\n".join([_python_call(sample, answer), *kept])


def _python_call(sample: Sample, answer: str) -> str:
    if "argument" in sample:
        return f"{answer} = {sample['python']}({_python_value(sample['argument'], 0)})"
    body = {key: value for key, value in sample.get("body", {}).items() if key != "accountId"}
    given = [f"    {name}={_python_value(value, 1)}," for name, value in body.items()]
    return (
        "\n".join([f"{answer} = {sample['python']}(", *given, ")"])
        if given
        else f"{answer} = {sample['python']}()"
    )


def _python_value(value: Any, depth: int) -> str:  # Any: JSON
    margin = "    " * depth
    if isinstance(value, str) and value.startswith("$"):
        return _variable(value[1:])
    if isinstance(value, dict):
        rows = [f'{margin}    "{name}": {_python_value(each, depth + 1)},' for name, each in value.items()]
        return "\n".join(["{", *rows, margin + "}"])
    if isinstance(value, list):
        if not any(isinstance(each, dict) for each in value):
            return f"[{', '.join(_python_value(each, depth) for each in value)}]"
        rows = [f"{margin}    {_python_value(each, depth + 1)}," for each in value]
        return "\n".join(["[", *rows, margin + "]"])
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _typescript(sample: Sample) -> str:
    """A call of the TypeScript client, whose names are in camel case."""
    answer, method = _camel(sample["name"].replace("-", "_")), _camel(sample["python"])
    given = ""
    if "argument" in sample:
        given = _typescript_value(sample["argument"], 0)
    elif body := {key: value for key, value in sample.get("body", {}).items() if key != "accountId"}:
        given = _typescript_value(body, 0)
    kept = [
        f"const {_camel(_variable(name))} = {answer}{''.join(_read(part) for part in path.split('.'))};"
        for name, path in sample.get("captures", {}).items()
    ]
    return "\n".join([f"const {answer} = await {method}({given});", *kept])


_MAY_BE_NULL = ("exportId", "customsPackage")


def _read(part: str) -> str:
    """Reading a part of an answer in TypeScript, which wants to be told where something is there."""
    return f"[{part}]!" if part.isdecimal() else f".{part}{'!' if part in _MAY_BE_NULL else ''}"


def _typescript_value(value: Any, depth: int) -> str:  # Any: JSON
    margin = "  " * depth
    if isinstance(value, str) and value.startswith("$"):
        return _camel(_variable(value[1:]))
    if isinstance(value, dict):
        rows = [f"{margin}  {name}: {_typescript_value(each, depth + 1)}," for name, each in value.items()]
        return "\n".join(["{", *rows, margin + "}"])
    if isinstance(value, list):
        return f"[{', '.join(_typescript_value(each, depth) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _variable(name: str) -> str:
    """What a program calls a value that an earlier step answered: an id, where the name says nothing else."""
    return name.lower() if "_" in name else f"{name.lower()}_id"


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def _arguments(sample: Sample) -> Mapping[str, Any]:  # Any: JSON
    if "arguments" in sample:
        return dict(sample["arguments"])
    renamed = sample.get("renamed", {})
    return {renamed.get(name, name): each for name, each in sample["body"].items() if name != "accountId"}


def _names(value: Any) -> set[str]:  # Any: JSON
    if isinstance(value, dict):
        return set().union(*(_names(each) for each in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(_names(each) for each in value)) if value else set()
    return {value[1:]} if isinstance(value, str) and value.startswith("$") else set()
