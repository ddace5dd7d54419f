"""Takes a shop's products and orders over, page by page, through the server's import of files."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from entrygo.client import EntryGo, EntryGoError
from entrygo.shops.shop import Page, Record, Shop, What
from entrygo.shops.state import SetAside, State

BOTH: tuple[What, ...] = ("products", "orders")
TOO_MANY_FAULTS = 200


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
    """Everything that changed since the last pull, products before orders.

    The mark moves after the server has answered, page by page: a pull that is cut off goes on where it was, and a page
    that is taken twice changes nothing.
    """
    pulled = Pulled()
    for what in BOTH:
        mark = state.mark(what) or (since if what == "orders" else "")
        newest = mark
        for page in shop.pages(what, mark):
            newest = max(newest, page.mark)
            taken, aside = _take(shop, client, what, page)
            # Pages of products come by id: their mark moves when the last is taken.
            state.settle(what, newest if what == "orders" else mark, taken, aside)
            pulled.taken[what] = pulled.taken.get(what, 0) + len(taken)
            pulled.aside += aside
            told(f"{pulled.taken[what]:,} {what}, {len(pulled.aside):,} set aside")
        state.settle(what, newest, (), ())
    return pulled


def _take(shop: Shop, client: EntryGo, what: What, page: Page) -> tuple[list[str], list[SetAside]]:
    """Import a page. Records with a fault are set aside one and all, and the others imported without them."""
    aside = [
        SetAside(what, each.name, each.left_out, is_fault=False) for each in page.records if each.left_out
    ]
    records = [each for each in page.records if not each.left_out]
    for _ in range(TOO_MANY_FAULTS):
        if not records:
            return [], aside
        data, owners = _file(records)
        try:
            if what == "products":
                skipped = client.products.import_file(data, preset=shop.preset)["skipped"]
            else:
                skipped = client.orders.import_file(data, preset=shop.preset)["skipped"]
        except EntryGoError as error:
            faulty = _faulty(error, owners)
            if not faulty:
                raise
            aside += [SetAside(what, name, why, is_fault=True) for name, why in faulty.items()]
            records = [each for each in records if each.name not in faulty]
            continue
        whole = _as_a_whole(skipped, owners)
        aside += [SetAside(what, name, why, is_fault=True) for name, why in whole.items()]
        return [each.name for each in records if each.name not in whole], aside
    return [], aside


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
