"""The event stream of the API: each event as it is listed, with the cursor after it as its id."""

from entrygo.contract.answers.exports import EventAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import answer_bytes
from entrygo.lifecycle.rows import EventRow
from entrygo.operations.follow_events import stream_id


def frame(event: EventRow) -> bytes:
    """One server-sent event."""
    return b"id: %s\ndata: %s\n\n" % (stream_id(event.seq).encode(), answer_bytes(shown(EventAnswer, event)))
