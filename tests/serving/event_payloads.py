"""Holds each event that a forked server writes against what is said of its type: one told otherwise fails its test."""

from functools import cache
from typing import Any

import jsonschema_rs
import orjson

from entrygo.contract.canonical import canonical_bytes
from entrygo.lifecycle.event_payloads import payload_schema
from entrygo.lifecycle.events import EventType
from entrygo.store.events import EventRows


def watch() -> None:
    """From now on an event whose payload is not as described is refused, with the transaction it is written in."""
    append = EventRows.append

    def held(self: EventRows, event: EventType, **given: Any) -> Any:  # Any: what append takes and gives
        payload = orjson.loads(canonical_bytes(given["payload"]))
        faults = [each.message for each in validator_of(event).iter_errors(payload)]
        assert not faults, f"the payload of {event.value} is not as it is described: {faults}"
        return append(self, event, **given)

    EventRows.append = held  # type: ignore[method-assign]  # in a test's server alone


@cache
def validator_of(event: EventType) -> Any:  # Any: jsonschema-rs names its validators by draft
    """What holds the payload of an event of this type."""
    return jsonschema_rs.validator_for(payload_schema(event))
