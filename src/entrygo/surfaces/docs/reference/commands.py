"""Settings, commands and the tools of agents as pages, one each."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson

from entrygo.settings import PREFIX, Settings
from entrygo.surfaces.docs.page import Page, blocks, cell, table
from entrygo.surfaces.docs.sources import body_of, folder

Node = dict[str, Any]  # Any: JSON


def setting_pages() -> Iterator[Page]:
    """Every variable of the environment."""
    yield Page(
        path="/docs/settings",
        title="Settings",
        section="reference",
        summary="Variables of the environment, read once, at start.",
        write=lambda: body_of("reference/settings.md"),
    )
    for name, field in Settings.model_fields.items():
        variable = f"{PREFIX}{name}".upper()
        yield Page(
            path=f"/docs/settings/{variable}",
            title=variable,
            section="reference",
            group="Settings",
            summary=field.description or "",
            write=partial(_setting, name),
            is_listed=False,
        )


def _setting(name: str) -> str:
    field = Settings.model_fields[name]
    variable = f"{PREFIX}{name}".upper()
    default = field.get_default(call_default_factory=False)
    row = next(
        (line for line in body_of("reference/settings.md").splitlines() if f"`{variable}`" in line), ""
    )
    said = row.strip("| ").rpartition(" | ")[2]
    return blocks(
        field.description or "",
        f"In full: {said}." if said else "",
        table(
            "fact | is",
            [f"Default | {f'`{cell(str(default))}`' if default not in (None, '') else 'not set'}"],
        ),
        f"```bash\nexport {variable}={default if default not in (None, '') else '...'}\n```",
        "All variables: [Settings](/docs/settings).",
    )


def _recorded(name: str) -> list[Node]:
    """What the command line and the server of tools say of themselves, recorded by ``make golden``."""
    found: list[Node] = orjson.loads((folder() / "reference" / name).read_bytes())
    return found


def command_pages() -> Iterator[Page]:
    """A page a command, and the list of them."""
    yield Page(
        path="/docs/commands",
        title="Command line",
        section="reference",
        summary="Every command with its options and an example.",
        write=lambda: body_of("reference/command-line.md"),
    )
    for command in _recorded("commands.json"):
        yield Page(
            path=f"/docs/commands/{command['name'].replace(' ', '-')}",
            title=f"entrygo {command['name']}",
            section="reference",
            group="Commands",
            summary=command["summary"],
            write=partial(_command, command),
            is_listed=False,
        )


def _command(command: Node) -> str:
    rows = [
        f"`{cell(each['name'])}` | {each['type']}{'' if each['is_required'] else ' (optional)'} | "
        f"{cell(each['help'])}"
        for each in command["parameters"]
    ]
    return blocks(
        command["help"],
        f"```console\n$ {command['usage']}\n```",
        *(("## Arguments and options", table("name | type | means", rows)) if rows else ()),
        "All commands: [Command line](/docs/commands).",
    )


def tool_pages() -> Iterator[Page]:
    """Every tool of the Model Context Protocol's door."""
    tools = _recorded("tools.json")
    rows = [f"[`{tool['name']}`](/docs/tools/{tool['name']}) | {cell(tool['description'])}" for tool in tools]
    yield Page(
        path="/docs/tools",
        title="Tools of agents",
        section="reference",
        summary="What an agent may call over the Model Context Protocol.",
        write=lambda: blocks(
            "An agent calls these at `/mcp`, or through `entrygo mcp`. [How to let one prepare "
            "exports](/docs/guides/automation-agents).",
            table("tool | does", rows),
        ),
    )
    for tool in tools:
        yield Page(
            path=f"/docs/tools/{tool['name']}",
            title=tool["name"],
            section="reference",
            group="Tools",
            summary=tool["description"],
            write=partial(_tool, tool),
            is_listed=False,
        )


def _tool(tool: Node) -> str:
    schema: Node = tool["schema"]
    needed = schema.get("required", ())
    rows = [
        f"`{name}`{'' if name in needed else ' (optional)'} | {cell(_kind(part))} | "
        f"{cell(part.get('description', ''))}"
        for name, part in schema.get("properties", {}).items()
    ]
    said = [
        "changes nothing" if tool["only_reads"] else "writes",
        *(["cannot be taken back"] if tool["destroys"] else []),
        *(["reaches people outside"] if tool["reaches_out"] else []),
    ]
    return blocks(
        tool["description"],
        f"Needs a key with the scope `{tool['scope']}`. It {', '.join(said)}.",
        *(("## Arguments", table("name | type | means", rows)) if rows else ("It takes no arguments.",)),
        "All tools: [Tools of agents](/docs/tools).",
    )


def _kind(part: Node) -> str:
    kinds = part.get("type") or " or ".join(str(each.get("type", "object")) for each in part.get("anyOf", ()))
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds or "object")
