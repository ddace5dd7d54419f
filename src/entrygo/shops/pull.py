"""Takes a shop's products and orders over, page by page, through the server's import of files.

What the shop cancels, gives back or sends elsewhere is cancelled here; what changes after it was exported is listed
until the export is corrected or withdrawn.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from entrygo.client import EntryGo, EntryGoError
from entrygo.shops.shop import STATUS, Record, Shop, What
from entrygo.shops.state import Owed, SetAside, Settled, State

BOTH: tuple[What, ...] = ("products", "orders")
TOO_MANY_FAULTS = 200
DELETED = "It was deleted in the shop"


@dataclass(slots=True)
class Pulled:
    """What a pull took over, by kind, and what it set aside."""

    taken: dict[str, int] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)


def pull(
    shop: Shop,
    client: EntryGo,
    state: State,
    *,
    since: str = "",
    told: Callable[[str], None] = lambda _: None,
) -> Pulled:
    """Everything that changed since the last pull, products before orders, and what was set aside before.

    The mark moves after the server has answered, page by page: a pull that is cut off goes on where it was, and a page
    that is taken twice changes nothing.
    """
    pulled = Pulled()
    for what in BOTH:
        mark = state.mark(what) or (since if what == "orders" else "")
        newest = mark
        taking = _Taking(shop, client, state, what)
        for records, reached in _pages(shop, state, what, mark):
            newest = max(newest, reached)
            done = taking.take(records)
            # Pages of products come by id: their mark moves when the last is taken.
            state.settle(what, newest if what == "orders" else mark, done)
            pulled.taken[what] = pulled.taken.get(what, 0) + len(done.taken)
            pulled.aside += done.aside
            told(f"{pulled.taken[what]:,} {what}, {len(pulled.aside):,} set aside")
        state.settle(what, newest, Settled())
    state.no_longer_owed([each.name for each in state.owed() if _is_settled(client, each)])
    return pulled


def _pages(shop: Shop, state: State, what: What, mark: str) -> Iterable[tuple[Sequence[Record], str]]:
    """What is tried again, what was deleted, then what the shop says changed: of a record the newest comes last."""
    again = state.held(what)
    if what == "orders":
        gone = state.deleted(shop.deleted_by)
        again = [each for each in again if each.name not in gone]
        again += [Record(name=name, rows=[], left_out=DELETED) for name in gone]
    if again:
        yield again, mark
    for page in shop.pages(what, mark):
        yield page.records, page.mark


@dataclass(frozen=True, slots=True)
class _Taking:
    """Takes pages of one kind over."""

    shop: Shop
    client: EntryGo
    state: State
    what: What

    def take(self, page: Sequence[Record]) -> Settled:
        """Import a page. Records with a fault are set aside one and all, and the others imported without them."""
        done = Settled(numbers={each.id: each.name for each in page if each.id})
        for each in page:
            if each.fault or each.left_out or each.note:
                why = each.fault or each.left_out or each.note
                done.aside.append(SetAside(self.what, each.name, why, is_fault=bool(each.fault)))
        closed = self.state.closed() if self.what == "orders" else set()
        sent = {
            each.name: each for each in (self._as_sent(each, closed) for each in page) if each is not None
        }
        as_they_were = {each.name: each for each in page}
        for _ in range(TOO_MANY_FAULTS):
            if not sent:
                break
            data, owners = _file(list(sent.values()))
            key = self._key(data, done)
            try:
                if self.what == "products":
                    self.client.products.import_file(data, preset=self.shop.preset, idempotencyKey=key)
                    whole: dict[str, str] = {}
                else:
                    answer = self.client.orders.import_file(data, preset=self.shop.preset, idempotencyKey=key)
                    whole = _as_a_whole(answer["skipped"], owners)
                    self._note(answer["data"], answer["warnings"], done)
            except EntryGoError as error:
                whole = _faulty(error, owners)
                if not whole:
                    raise
                _hold(self.what, whole, as_they_were, done)
                sent = {name: each for name, each in sent.items() if name not in whole}
                continue
            _hold(self.what, whole, as_they_were, done)
            done.taken = [name for name, each in sent.items() if name not in whole and not each.left_out]
            done.opened = [name for name in done.taken if name in closed]
            break
        return done

    def _as_sent(self, record: Record, closed: set[str]) -> Record | None:
        """A record as the import is to read it; ``None`` where it is not sent."""
        if record.fault or (record.left_out and self.what == "products"):
            return None
        if record.left_out:
            return replace(record, rows=[self.shop.closing(record.name, record.left_out)])
        if record.name in closed:
            return replace(record, rows=[{**row, STATUS: "open"} for row in record.rows])
        return record

    def _key(self, data: bytes, done: Settled) -> str:
        """One key for a file until it is settled: sent again after a power cut it gets its first answer."""
        digest = hashlib.sha256(self.what.encode() + data).hexdigest()
        done.digests.append(digest)
        return self.state.attempt(digest)

    def _note(
        self, data: Iterable[Mapping[str, object]], warnings: Iterable[Mapping[str, object]], done: Settled
    ) -> None:
        """Which orders were closed here, and what the server warns of."""
        names = {str(each["id"]): str(each["externalId"]) for each in data}
        left_out = {each.name for each in done.aside if not each.is_fault}
        done.closed = [name for name in names.values() if name in left_out and name not in done.taken]
        for each in warnings:
            if each["code"] == "UNKNOWN_FIELD":
                continue
            order_id, message = str(each["order_id"]), str(each["message"])
            name = names.get(order_id) or str(self.client.orders.get(order_id)["externalId"])
            if each["code"] == "ORDER_ALREADY_EXPORTED":
                package = _package_of(self.client, str(each["export_id"]))
                done.owed.append(Owed(name, message, order_id, package))
            else:
                done.aside.append(SetAside(self.what, name, message, is_fault=True))


def _hold(what: What, whole: Mapping[str, str], records: Mapping[str, Record], done: Settled) -> None:
    """Set these aside, each with why, and keep them to be tried again."""
    stays = " What was taken over of it before stays as it was." if what == "orders" else ""
    done.aside += [SetAside(what, name, why + stays, is_fault=True) for name, why in whole.items()]
    done.held += [records[name] for name in whole if name in records]


def _package_of(client: EntryGo, export_id: str) -> str:
    """Id of an export's newest package."""
    package = client.inspect(export_id)["customsPackage"]
    return str(package["id"]) if package else ""


def _is_settled(client: EntryGo, owed: Owed) -> bool:
    """Whether an order that changed after it was exported was corrected or withdrawn since."""
    export_id = client.orders.get(owed.order_id)["exportId"]
    return export_id is None or _package_of(client, export_id) != owed.package_id


def _as_a_whole(skipped: Iterable[Mapping[str, object]], owners: Mapping[int, str]) -> dict[str, str]:
    """The orders that an import set aside, each with why; single lines that it left out are none of them."""
    found: dict[str, str] = {}
    for each in skipped:
        name, message = owners.get(int(str(each["row"])), ""), str(each["message"])
        begin = f"Order {name} as a whole: "
        if name and message.startswith(begin):
            why = message.removeprefix(begin)
            found[name] = f"{found[name]} {why}" if name in found else why
    return found


def _file(records: Sequence[Record]) -> tuple[bytes, dict[int, str]]:
    """The records as a file of the shop's own form, and whose each row is; the header is row 1."""
    columns = list(dict.fromkeys(name for record in records for row in record.rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    owners, number = {}, 1
    for record in records:
        for row in record.rows:
            number += 1
            owners[number] = record.name
            writer.writerow({name: " ".join(value.split()) for name, value in row.items()})
    return out.getvalue().encode(), owners


def _faulty(error: EntryGoError, owners: dict[int, str]) -> dict[str, str]:
    """The records that a refusal names by their rows, each with what is wrong and the mend."""
    found: dict[str, str] = {}
    for issue in (error.details or {}).get("issues") or ():
        name = owners.get(int(issue.get("row") or 0))
        if name is None:
            continue
        value = f" ({issue['value']})" if issue.get("value") else ""
        mend = f" {issue['mend']}." if issue.get("mend") else ""
        why = f"{issue.get('column') or issue.get('path')}{value}: {issue.get('message')}.{mend}"
        found[name] = f"{found[name]} {why}" if name in found else why
    return found
