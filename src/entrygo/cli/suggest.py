"""``entrygo products suggest``: proposals of codes for the catalogue, through a server, until all is gone through."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from entrygo.cli.connection import KEY, SERVER, connection, refuse
from entrygo.cli.output import AsJson, examples, person, print_json
from entrygo.contract.canonical import JsonObject
from entrygo.spreadsheets.table import FORMULA

if TYPE_CHECKING:
    from entrygo.client import EntryGo

app = typer.Typer()
Product = Mapping[str, Any]  # Any: a product as it is answered
_A_CALL = 25
_TITLE = 40
_COLUMNS = (
    "externalId", "hsCode", "proposed", "chance of six digits", "chance of ten digits", "level", "product",
    "description of the product", "materials of the product", "origin of the product", "words of the line", "reasons",
    "against it", "second", "third", "questions",
)  # fmt: skip
"""Of a worklist. An import of products reads the first two and tells that it leaves the others alone."""
_STYLE = {"high": "green", "medium": "yellow", "low": "dim"}


@app.command(
    epilog=examples(
        "products suggest",
        "products suggest --category apparel --again",
        "products suggest --again --worklist codes.csv",
        "products suggest --server https://entrygo.example --key KEY --json",
    )
)
def suggest(
    *,
    category: Annotated[
        str | None, typer.Option(help="Only products of this category.", show_default=False)
    ] = None,
    with_code: Annotated[
        bool, typer.Option("--with-code", help="Also products that have a complete code.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also products whose proposal still stands.")
    ] = False,
    worklist: Annotated[
        Path | None,
        typer.Option(
            help="Write a CSV to fill in and import: surest first, reasons beside.", show_default=False
        ),
    ] = None,
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Propose codes for products without one. Run it again to go on after an interruption; nothing is applied."""
    (where := connection(server, key, as_json)).says(as_json)
    from entrygo.client import EntryGo, EntryGoError

    chosen: JsonObject = {"category": category, "withCode": with_code}
    body: JsonObject = {"filter": {name: value for name, value in chosen.items() if value}, "limit": _A_CALL}
    body |= {"again": True} if again else {}
    console, made, standing = person(), [], 0
    products: dict[str, Product] = {}
    with EntryGo(where.key, url=where.server) as client:
        try:
            while True:
                step = client.call("products.suggest", body)
                made += step["data"]
                standing += step["standing"]
                if not as_json:
                    products |= {each["id"]: client.products.get(each["id"]) for each in step["data"]}
                if not as_json:
                    _show(console, step, products)
                if not step["hasMore"]:
                    break
                body |= {"cursor": step["nextCursor"]}
            waiting = _waiting(client, category) if worklist else []
        except EntryGoError as error:
            refuse(error, as_json)
    if worklist:
        _write_worklist(worklist, waiting)
    if as_json:
        print_json({"data": made, "standing": standing})
        return
    levels = {level: sum(_level(each) == level for each in made) for level in _STYLE}
    counts = ", ".join(f"{count:,} {level}" for level, count in levels.items())
    console.print(f"{len(made):,} proposals ({counts}); {standing:,} stood already. Nothing was applied.")
    if worklist:
        console.print(
            f"{worklist}: copy the codes you accept from “proposed” to “hsCode”, correct the others, leave the"
            f" rest as it is; then: entrygo products import {worklist} --dry-run"
        )


def _waiting(client: "EntryGo", category: str | None) -> list[Product]:
    """Products whose code a person has to decide, those with proposals of earlier calls too."""
    return [
        each
        for each in client.products.each(limit=100)
        if each["proposal"]
        and each["proposal"]["status"] == "open"
        and (category is None or each["category"] == category)
    ]


def _write_worklist(path: Path, waiting: Sequence[Product]) -> None:
    """A row a product, surest first. ``hsCode`` is the product's present one: what a person does not change stays."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        for each in sorted(waiting, key=_doubt):
            rows.writerow([_plain(cell) for cell in _cells(each)])


def _doubt(each: Product) -> tuple[float, str, str]:
    """Least first; among equals those of one code together, then by the caller's own id."""
    proposal = each["proposal"]
    return -round(float(proposal["confidence"]), 2), proposal["hsCode"] or "", each["externalId"]


def _cells(product: Product) -> Sequence[str]:
    proposal = product["proposal"]
    candidates = [*proposal["candidates"], {}, {}, {}][:3]
    first, second, third = candidates
    return (
        product["externalId"], product["hsCode"] or "", proposal["hsCode"] or "", f"{proposal['confidence']:.2f}",
        f"{proposal['confidenceTenDigits']:.2f}", proposal["level"], product["title"],
        product.get("description") or "", _materials(product), product.get("countryOfOrigin") or "",
        first.get("description", ""), " ".join(first.get("reasons", ())),
        " ".join(first.get("against", ())),
        second.get("hsCode", ""), third.get("hsCode", ""), " ".join(proposal["questions"]),
    )  # fmt: skip


def _materials(product: Product) -> str:
    parts = product.get("materials") or ()
    return ", ".join(
        f"{each['percent']}% {each['name']}" if each.get("percent") else each["name"] for each in parts
    )


def _plain(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _level(suggested: JsonObject) -> str:
    return str((suggested["proposal"] or {}).get("level", "low"))


def _show(console: Console, step: JsonObject, products: Mapping[str, Product]) -> None:
    """A line a product: by what it is known, what it is, its code, and the chance that six digits are right."""
    for each in step["data"]:
        proposal = each["proposal"] or {}
        code, level = proposal.get("hsCode") or "no proposal", _level(each)
        chance = f"{float(proposal['confidence']):>4.0%}" if proposal.get("hsCode") else "    "
        title = str(products[each["id"]]["title"])
        title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
        words = f"{each['label']:<16} {title:<{_TITLE}} {code:<13} {chance} {level}"
        console.print(words, style=_STYLE[level], highlight=False)
    console.print(f"{step['done']:,} of {step['total']:,} products", style="dim", highlight=False)
