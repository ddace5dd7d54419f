"""Follow the event stream: where a follower begins. The HTTP surface sends it what comes after."""

from dataclasses import dataclass

from entrygo.context import Context
from entrygo.contract.actor import Actor, Tenant
from entrygo.contract.problems import not_found
from entrygo.contract.requests.issues import issue, parse, validation_problem
from entrygo.operations.answer import Answer
from entrygo.operations.queries import EventsQuery, write_cursor
from entrygo.store.unit_of_work import UnitOfWork

EVENT_STREAM = "text/event-stream"
EVENT_ID = "evt_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Following(Answer):
    """An answer that goes on: every event after ``position``, of one type or of all."""

    tenant: Tenant
    position: int
    kind: str | None


def follow_events(context: Context, actor: Actor, asked: EventsQuery, last_event_id: str | None) -> Following:
    """Begin after the last event the follower had, or after ``cursor``, or else with what happens from now on."""
    unheard = [name for name in ("order", "exportId", "actorId", "from", "to") if name in asked.filters]
    if unheard:
        raise validation_problem(
            [issue(name, "A stream is filtered by type alone", "custom") for name in unheard]
        )
    is_event = bool(last_event_id and last_event_id.startswith(EVENT_ID))
    if last_event_id and not is_event:
        asked = parse(EventsQuery, {**asked.filters, "cursor": last_event_id})
    with context.store.read(actor.tenant) as uow:
        if last_event_id and is_event:
            position = _position(uow, last_event_id)
        else:
            position = uow.events.newest() if asked.after is None else asked.after
    return Following(
        body=b"",
        media_type=EVENT_STREAM,
        tenant=actor.tenant,
        position=position,
        kind=asked.filters.get("type"),
    )


def _position(uow: UnitOfWork, identifier: str) -> int:
    position = uow.events.position(identifier)
    if position is None:
        raise not_found("Event")
    return position


def stream_id(position: int) -> str:
    """The ``id:`` of an event in the stream: the cursor with which the list goes on after it, too."""
    return write_cursor("events", str(position))
