"""Servers and keys that a person signed in to, kept in a file that its owner alone may read."""

import json
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

FILE = "config.toml"


@dataclass(frozen=True, slots=True)
class Profile:
    """A server and the key that is sent to it, and to no other."""

    server: str
    key: str


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles by name, and which is used where none is named."""

    current: str
    by_name: Mapping[str, Profile]


def profiles_file() -> Path:
    """``config.toml`` in the person's configuration folder."""
    return Path(typer.get_app_dir("entrygo")) / FILE


def read_profiles(file: Path) -> Profiles:
    """What a file holds; nothing where there is none. ``ValueError`` where it cannot be read."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        kept = {
            str(name): Profile(str(each["server"]), str(each["key"]))
            for name, each in told.get("profiles", {}).items()
        }
    except FileNotFoundError:
        return Profiles("", {})
    except (
        OSError,
        tomllib.TOMLDecodeError,
        UnicodeDecodeError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise ValueError(
            f"{file} cannot be read as profiles: {error}. Mend it, or remove it and sign in again."
        ) from error
    return Profiles(str(told.get("current", "")), kept)


def write_profiles(file: Path, profiles: Profiles) -> None:
    """Replace the file whole: its folder 0700, itself 0600 from its first byte."""
    lines = [f"current = {json.dumps(profiles.current)}"]
    for name, each in sorted(profiles.by_name.items()):
        lines += [
            "",
            f"[profiles.{json.dumps(name)}]",
            f"server = {json.dumps(each.server)}",
            f"key = {json.dumps(each.key)}",
        ]
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=file.parent, prefix=f".{FILE}")  # 0600, whatever the umask
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write("\n".join([*lines, ""]))
        opened.flush()
        os.fsync(opened.fileno())
    Path(fresh).replace(file)
