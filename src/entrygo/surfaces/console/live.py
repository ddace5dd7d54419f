"""News for open pages: one stream a browser says "changed", and pages ask again for the part that is live."""

from entrygo.lifecycle.rows import EventRow


def frame(event: EventRow) -> bytes:
    """One event as the console's stream says it: its type, and the export it is about. No row leaves by it."""
    about = f" {event.export_id}" if event.export_id else ""
    return f"event: changed\ndata: {event.type}{about}\n\n".encode()
