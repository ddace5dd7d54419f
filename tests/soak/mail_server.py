"""The brokers' mail server of a soak: a real one, moody at the first sight of a message and good at the next."""

import email
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.serving.broker_mailbox import free_port

MOODS = {"takes it": 80, "451 at DATA": 7, "550 at DATA": 5, "takes it and drops the line": 8}


class MoodyMailServer:
    """``taken`` counts the messages that were taken, by their Message-ID; ``moods`` what was done at first sight."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self.taken: Counter[str] = Counter()
        self.moods: Counter[str] = Counter()
        self.port = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take, refuse or lose a message."""
        message_id = str(email.message_from_bytes(envelope.original_content or b"")["Message-ID"])
        with self._lock:
            mood = "takes it"
            if message_id not in self._seen:
                self._seen.add(message_id)
                mood = self._chance.choices(list(MOODS), weights=list(MOODS.values()))[0]
                self.moods[mood] += 1
            if mood.startswith("takes it"):
                self.taken[message_id] += 1
        if mood == "takes it and drops the line":
            server.transport.abort()
        return "250 OK queued" if mood.startswith("takes it") else f"{mood[:3]} not this one, not now"


@contextmanager
def moody_mail_server(chance: random.Random) -> Iterator[MoodyMailServer]:
    """One for the time of the block; it outlives every life of the server under test."""
    moody = MoodyMailServer(chance)
    controller = Controller(moody, hostname="127.0.0.1", port=free_port())
    controller.start()
    moody.port = controller.port
    try:
        yield moody
    finally:
        controller.stop()
