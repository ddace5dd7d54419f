"""What operations, effects and bounces work with: the store, the ports, and the few settings they read."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast

from entrygo.contract.actor import Tenant
from entrygo.documents.artifact import File
from entrygo.documents.package import build_package
from entrygo.documents.package_facts import PackageFacts
from entrygo.ports.adjudicator import Adjudicator, NoAdjudicator
from entrygo.ports.blobs import Blobs
from entrygo.ports.clock import Clock, Ids
from entrygo.ports.crash_points import Reached, pass_by
from entrygo.ports.identity_provider import IdentityProvider, NoIdentityProvider
from entrygo.ports.mailer import Mailer
from entrygo.ports.rates import NoRates, Rates
from entrygo.ports.runner import Runner
from entrygo.ports.screening import NoScreening, Screening
from entrygo.ports.tariff_book import TariffBook
from entrygo.ports.webhooks import NoWebhooks, WebhookSender
from entrygo.store.classifier import ClassifierBook, Memories
from entrygo.store.unit_of_work import Store

MOST_TRIES = 8
MOST_KEPT = 16 << 20  # bytes of bodies
Found = TypeVar("Found")


class Bulkhead:
    """At most ``most`` tries at a time, by their keys, so that those that hang leave threads to other work.

    Safe to use from many threads.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: set[str] = set()
        self._lock = threading.Lock()

    def take(self, key: str) -> bool:
        """Take a slot; False where none is free, or where the key has one already."""
        with self._lock:
            if key in self._keys or len(self._keys) >= self._most:
                return False
            self._keys.add(key)
            return True

    def occupy(self, key: str) -> None:
        """Take a slot in any case: of a run that begins without having been started here."""
        with self._lock:
            self._keys.add(key)

    def free(self, key: str) -> None:
        """Give the key's slot back, if it has one."""
        with self._lock:
            self._keys.discard(key)


class Remembered:
    """Answers that cost much and may be some time old, by their keys. Safe to use from many threads."""

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._found: dict[tuple[str, ...], tuple[float, object]] = {}
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...], seconds: float, make: Callable[[], Found]) -> Found:
        """What was made under this key within so many seconds, or what ``make`` makes now."""
        known = self._found.get(key)
        if known is not None and known[0] > time.monotonic():
            return cast(Found, known[1])
        made = make()
        with self._lock:
            if len(self._found) >= self._most:
                self._found.clear()
            self._found[key] = (time.monotonic() + seconds, made)
        return made


class KeptBodies:
    """Bodies by what they are of, each under the tag it was made for: at most so many bytes, those longest unasked go.

    Safe to use from many threads.
    """

    def __init__(self, most_bytes: int = MOST_KEPT) -> None:
        self._most = most_bytes
        self._held: OrderedDict[tuple[str, ...], tuple[str, bytes]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...], tag: str) -> bytes | None:
        """The body made for exactly this tag, or none."""
        with self._lock:
            held_tag, body = self._held.get(key, ("", b""))
            if held_tag != tag:
                return None
            self._held.move_to_end(key)
            return body

    def put(self, key: tuple[str, ...], tag: str, body: bytes) -> None:
        """Keep a body in place of the one of any tag before."""
        with self._lock:
            self._drop(key)
            if len(body) > self._most:
                return
            self._held[key] = tag, body
            self._bytes += len(body)
            while self._bytes > self._most:
                self._drop(next(iter(self._held)))

    def _drop(self, key: tuple[str, ...]) -> None:
        _, body = self._held.pop(key, ("", b""))
        self._bytes -= len(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Assembled once a process and passed inwards.

    - ``mailer_for`` gives the mailer of a tenant's mail, by its id: the mail server, or test mode's capture.
    - ``seal_key`` is the installation's Ed25519 private key, 32 bytes; ``link_key`` signs links for brokers.
    - ``mails_per_minute`` limits a recipient whose broker names no limit; 0 is none.
    - Submissions of packages promised before ``held_before``, when a backup was restored, are held for a person.
    - ``sends_mail`` says whether there is a mail server, so that people can be written to.
    - ``tries`` bounds conversations with mail servers to half of the worker's threads.
    - ``papers`` makes the files of a package, sealed with the key it is given.
    - ``reached`` is called at each point between two effects.
    """

    store: Store
    blobs: Blobs
    book: TariffBook
    runner: Runner
    clock: Clock
    ids: Ids
    mailer_for: Callable[[Tenant, str], Mailer]
    seal_key: bytes
    link_key: bytes
    mail_from: str
    public_url: str
    mails_per_minute: int = 0
    held_before: datetime | None = None
    execute_wait_seconds: float = 10
    idempotency_wait_seconds: float = 10
    remembered: Remembered = field(default_factory=Remembered)
    kept_bodies: KeptBodies = field(default_factory=KeptBodies)
    tries: Bulkhead = field(default_factory=lambda: Bulkhead(MOST_TRIES))
    reached: Reached = pass_by
    papers: Callable[[PackageFacts, bytes], tuple[File, ...]] = build_package
    rates: Rates = NoRates()  # noqa: RUF009 - without state
    screening: Screening = NoScreening()  # noqa: RUF009 - frozen
    webhooks: WebhookSender = NoWebhooks()  # noqa: RUF009 - without state
    classifier: ClassifierBook = field(default_factory=ClassifierBook)
    memories: Memories = field(default_factory=Memories)
    adjudicator: Adjudicator = NoAdjudicator()  # noqa: RUF009 - without state
    identity: IdentityProvider = NoIdentityProvider()  # noqa: RUF009 - without state
    adjudicator_send: str = "description"
    sends_mail: bool = False
