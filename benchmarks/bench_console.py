"""What a page of the console takes beside the operations it shows, on an account of many orders.

``python -m benchmarks.bench_console [--orders N] [--rounds N]``: processor time of this process, the least of the
rounds; a page reads its operations, renders and packs, and its ratio is all of that over the operations alone. The
frame is what a page without operations takes: a small operation is not held against it. Ends with status 1 where a page
takes more than :data:`MOST` times its operations and the frame, or more than :data:`MOST_BYTES` packed. Pages of the
documentation show no operation: of them it prints what the first reader and the next one wait for, and their bytes.
"""

import argparse
import gzip
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from benchmarks.application import ORDERS_AN_EXPORT, Subject
from benchmarks.filled import fill
from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.tariff import Law
from entrygo.operations.answer import Answer
from entrygo.operations.people_at_command_line import NewMember, create_person
from entrygo.operations.sign_in import SignedIn, Visitor, begin, find_session
from entrygo.surfaces.console.assets import assets
from entrygo.surfaces.console.navigation import SERVED, navigation
from entrygo.surfaces.console.page import etag_of
from entrygo.surfaces.console.pages import PAGES
from entrygo.surfaces.console.rendering import rendered, templates
from entrygo.surfaces.console.routes import Page
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.docs.routes import docs_site

MOST = 2.0
MOST_BYTES = 20_000
FRAME = "products_import"
"""A page without an operation, measured first."""
VISITOR = Visitor(address="127.0.0.1", user_agent="benchmark", request_id="req_benchmark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Visit):
    """A visit that adds up what its operations take; ``taken`` is one number, in seconds of processor."""

    taken: list[float] = field(default_factory=lambda: [0.0])

    def answer(
        self, operation: Callable[..., Answer], *arguments: object, **named: object
    ) -> Any:  # Any: JSON
        """What an operation answers."""
        began = time.process_time()
        body = operation(self.context, self.actor, *arguments, **named).body
        self.taken[0] += time.process_time() - began
        return orjson.loads(body)


def signed_in(subject: Subject) -> SignedIn:
    """An admin of the subject's account."""
    context = subject.context
    new = NewMember(
        email="ann@benchmark.example", account_id=subject.actor.tenant.account_id, roles=("admin",)
    )
    create_person(
        context.store,
        new,
        name="Ann Bell",
        password="seven maple leaves drift",
        clock=SystemClock(),
        ids=SystemIds(),
    )
    with context.store.read_people() as work:
        person = work.people.by_email(new.email)
        assert person is not None
        desks = work.people.memberships_of(person.id)
    found = find_session(context, begin(context, person, desks, VISITOR, method="password").token)
    assert found is not None
    return found


def once(page: Page, visit: Measured) -> tuple[float, float, int]:
    """Seconds of a page and of its operations, and its bytes on the wire."""
    began = time.process_time()
    view = page.read(visit)
    values = {
        "visit": visit,
        "person": visit.person,
        "page": page,
        "title": view.title,
        "etag": etag_of(view) if page.is_live else "",
        "rail": navigation(visit) if visit.desk is not None else None,
        "notice": "",
        "problem": None,
        "refused_act": "",
        "layout": "layouts/page.html",
    }
    body = rendered(f"pages/{page.template}", values | dict(view.values)).encode()
    packed = gzip.compress(body, 5, mtime=0)
    return time.process_time() - began, visit.taken[0], len(packed)


def measured(subject: Subject, rounds: int) -> Iterator[tuple[str, float, float, int]]:
    """Each page's name, its milliseconds, those of its operations, its bytes."""
    person = signed_in(subject)
    (desk,) = person.desks
    context = replace(subject.context, execute_wait_seconds=0)
    export_id = subject.plan(subject.orders(ORDERS_AN_EXPORT))
    blank = Measured(
        context=context,
        person=person,
        request_id="req_benchmark",
        visitor=VISITOR,
        desk=desk,
        mode=subject.actor.tenant.mode,
    )
    paths = {
        "export_id": export_id,
        "kind": "brokers",
        "party_id": subject.broker,
        "product_id": subject.books[0],
    }
    for page in sorted(PAGES, key=lambda each: each.name != FRAME):
        names = {part[1:-1] for part in page.route.split("/") if part.startswith("{")} - {"account", "mode"}
        if not (page.is_shown and page.is_tenant and names <= set(paths)):
            continue
        found = []
        for _ in range(rounds + 1):
            visit = replace(blank, path=paths, url=page.route, taken=[0.0], token="t" * 43)
            found.append(once(page, visit))
        whole, operations, size = min(found[1:])
        yield page.name, 1000 * whole, 1000 * operations, size


def documentation(law: Callable[[], Law]) -> Iterator[tuple[str, list[float], list[float], list[int]]]:
    """The pages of the documentation by part: milliseconds for the first reader and the next, bytes packed."""
    site = docs_site(law)
    parts: dict[str, tuple[list[float], list[float], list[int]]] = {}
    for path in sorted(site.pages):
        first, again, sizes = parts.setdefault(
            path.split("/")[2] if path.count("/") > 1 else "home", ([], [], [])
        )
        for taken in (first, again):
            began = time.process_time()
            body = site.html(path)
            taken.append(1000 * (time.process_time() - began))
        sizes.append(len(gzip.compress(body.encode(), 5, mtime=0)))
    for name, found in sorted(parts.items()):
        yield name, *found


def print_documentation(law: Callable[[], Law]) -> None:
    """A line a part of the documentation: the middle of its pages, and the most."""
    print(
        "\n| documentation | pages | first reader, ms | next reader, ms | bytes, packed |\n|---|--:|--:|--:|--:|"
    )
    for name, first, again, sizes in documentation(law):
        figures = (
            f"{median(first):.1f}, most {max(first):.1f}",
            f"{median(again):.2f}, most {max(again):.2f}",
            f"{int(median(sizes)):,}, most {max(sizes):,}",
        )
        print(f"| {name} | {len(sizes)} | {' | '.join(figures)} |", flush=True)


def main() -> None:
    """Measure and print; status 1 where a page takes more than so many times its operations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    SERVED.update(page.path for page in PAGES)
    templates()
    assets()
    slow, frame = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        subject = Subject(Path(folder), is_working=False)
        fill(subject, given.orders, waiting=given.orders // ORDERS_AN_EXPORT // 2)
        print("| page | page, ms | its operations, ms | ratio | bytes, packed |\n|---|--:|--:|--:|--:|")
        for name, whole, operations, size in measured(subject, given.rounds):
            ratio = f"{whole / operations:.2f}" if operations else "the frame"
            frame = frame if operations else max(frame, whole)
            print(f"| {name} | {whole:.1f} | {operations:.1f} | {ratio} | {size:,} |", flush=True)
            if whole > MOST * operations + frame or size > MOST_BYTES:
                slow.append(name)
        print_documentation(lambda: subject.context.book.law)
        subject.application.close()
    if slow:
        sys.exit(
            f"more than {MOST:g} x their operations and the frame, or {MOST_BYTES:,} bytes: {', '.join(slow)}"
        )


if __name__ == "__main__":
    main()
