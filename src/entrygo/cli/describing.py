"""This version's description of the API held against that of a server."""

import sys
from collections.abc import Mapping
from pathlib import Path

import orjson
import typer

from entrygo.cli.connection import DEFAULT_SERVER, refuse
from entrygo.cli.output import fail, person, print_json, say_where
from entrygo.contract.canonical import JsonObject, JsonValue

METHODS = frozenset({"get", "put", "post", "patch", "delete"})
MOST_SHOWN = 40


def local_description() -> JsonObject:
    """The description as this version serves it."""
    from entrygo.surfaces.docs.routes import description_bytes

    document: JsonObject = orjson.loads(description_bytes(is_brief=True))
    return document


def write(out: Path | None) -> None:
    """Print the description, or write it to a file."""
    data = orjson.dumps(local_description(), option=orjson.OPT_INDENT_2) + b"\n"
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)


def check(server: str, as_json: bool) -> None:
    """Compare with a server's; status 1 where they differ."""
    from entrygo.cli.calls import get
    from entrygo.client import EntryGoError

    address = server or DEFAULT_SERVER
    if not as_json:
        say_where(f"Server {address}")
    try:
        theirs = get(address, "", "/openapi.json").json()
    except EntryGoError as error:
        refuse(error, as_json)
    except ValueError:
        fail("UNEXPECTED_ANSWER", f"{address}/openapi.json is no JSON.", as_json)
    found = compared(local_description(), theirs)
    if as_json:
        print_json(found)
    else:
        _show(found)
    raise typer.Exit(0 if found["isSame"] else 1)


def compared(ours: JsonObject, theirs: JsonObject) -> JsonObject:
    """What one description has and the other has not, and what both have otherwise: operations and schemas by name."""
    parts = {
        "operations": (_operations(ours), _operations(theirs)),
        "schemas": (_schemas(ours), _schemas(theirs)),
    }
    told: JsonObject = {
        "ours": (ours.get("info") or {}).get("version"),
        "theirs": (theirs.get("info") or {}).get("version"),
    }
    for name, (here, there) in parts.items():
        told[name] = {
            "missingThere": sorted(set(here) - set(there)),
            "missingHere": sorted(set(there) - set(here)),
            "different": sorted(each for each in set(here) & set(there) if here[each] != there[each]),
        }
    told["isSame"] = not any(listed for name in parts for listed in told[name].values())
    return told


def _operations(description: JsonObject) -> Mapping[str, JsonValue]:
    return {
        str(operation.get("operationId")): [method, path, operation]
        for path, item in (description.get("paths") or {}).items()
        for method, operation in item.items()
        if method in METHODS
    }


def _schemas(description: JsonObject) -> Mapping[str, JsonValue]:
    found: Mapping[str, JsonValue] = (description.get("components") or {}).get("schemas") or {}
    return found


def _show(found: JsonObject) -> None:
    console = person()
    console.print(f"this program {found['ours']}, the server {found['theirs']}")
    words = {"missingThere": "only here", "missingHere": "only there", "different": "different"}
    for part in ("operations", "schemas"):
        for kind, names in found[part].items():
            for name in names[:MOST_SHOWN]:
                console.print(f"{words[kind]:<11} {part.removesuffix('s')} {name}")
    console.print("The same." if found["isSame"] else "They differ.")
