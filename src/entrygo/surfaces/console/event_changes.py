"""What an event changed, as the page of the audit tells it: each field, what stood there and what stands there now."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.surfaces.console import vocabulary
from entrygo.surfaces.console.rendering import spell

NOTHING = "nothing"
STATES = {
    "status": "mail",
    "packageState": "package",
    "readinessState": "readiness",
    ("export", "state"): "export",
    ("webhook", "state"): "webhook",
    ("key", "state"): "key",
}
"""The table of words that a field's value is looked up in, by its name or by the subject of the event and its name."""


def changes_of(event: Mapping[str, Any]) -> list[JsonObject]:  # Any: JSON
    """``[{label, was, now}]`` of the fields that differ; empty for an event of before that said nothing of it."""
    before = event["payload"].get("before") or {}
    after = event["payload"].get("after") or {}
    return [
        {"label": _label(name), "was": _said(event, name, before), "now": _said(event, name, after)}
        for name in dict.fromkeys([*after, *before])
        if before.get(name) != after.get(name)
    ]


def _label(name: str) -> str:
    is_row = name.startswith(("prod_", "ord_"))
    return name[-8:] if is_row else str(vocabulary.field_named(name)["label"])


def _said(event: Mapping[str, Any], name: str, part: Mapping[str, Any]) -> object:  # Any: JSON
    value = part.get(name)
    parts = value.values() if isinstance(value, Mapping) else [value]
    if all(each in (None, "", [], {}) for each in parts):
        return NOTHING
    table = STATES.get(name) or STATES.get((event["type"].partition(".")[0], name))
    known = None if table is None else vocabulary.table("states")[table].get(value)
    return spell(value) if known is None else known["word"]
