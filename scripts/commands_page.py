"""The commands as the command line describes itself: ``docs/reference/commands.json``, one entry a command."""

import json
from collections.abc import Iterator
from typing import Any

import typer.main

from entrygo.cli.main import app

Node = dict[str, Any]  # Any: JSON


def commands_page() -> str:
    """Every command with its usage, options and words, sorted by name."""
    found = sorted(_commands(typer.main.get_command(app), ()), key=lambda each: each["name"])
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _commands(command: Any, names: tuple[str, ...]) -> Iterator[Node]:  # Any: click's own
    inner = getattr(command, "commands", None)
    if inner is not None:
        for name, each in inner.items():
            yield from _commands(each, (*names, name))
        return
    options = [each for each in command.params if each.name != "help"]
    wanted = [f"{each.opts[0]} {each.name.upper()}" for each in options if _is_option(each) and each.required]
    arguments = [
        each.name.upper() if each.required else f"[{each.name.upper()}]"
        for each in options
        if not _is_option(each)
    ]
    help_text = "\n\n".join(
        " ".join(part.replace("\b", "").split()) for part in (command.help or "").split("\n\n")
    )
    yield {
        "name": " ".join(names),
        "summary": help_text.partition("\n\n")[0].partition(". ")[0].rstrip(".") + ".",
        "help": help_text,
        "usage": " ".join(("entrygo", *names, *wanted, *arguments, "[OPTIONS]")),
        "parameters": [
            {
                "name": " ".join(each.opts) if _is_option(each) else each.name.upper(),
                "type": each.type_descriptor.annotation.__name__.lower(),
                "is_required": bool(each.required),
                "help": " ".join((each.help or "").split()),
            }
            for each in options
        ],
    }


def _is_option(parameter: Any) -> bool:  # Any: typer's own
    return bool(parameter.opts[0].startswith("-"))
