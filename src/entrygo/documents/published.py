"""The JSON Schemas of the artifacts that are JSON, by their file name, as they are published."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def schemas() -> Mapping[str, bytes]:
    """Every schema (JSON Schema 2020-12): the artifact of the same file name keeps to it."""
    folder = files("entrygo.documents") / "schemas"
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.name.endswith(".json")}
