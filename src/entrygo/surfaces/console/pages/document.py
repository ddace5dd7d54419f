"""A document beside its data: the paper as the broker sees it, the rows it was made from, and what proves its bytes."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from entrygo.contract.problems import not_found
from entrygo.documents.columns import NUMERIC
from entrygo.operations.inspect import inspect
from entrygo.operations.packages import get_artifact, get_package, get_package_zip
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit

FRAMED = {"text/html"}
TEXT = {"application/json", "application/xml", "text/xml", "text/csv"}
DATA = ("broker_entry_lines.csv", "commercial_customs_invoice.csv")
LOOKED_AT = (
    "line_no", "part_number", "description", "hts10", "country_of_origin", "quantity", "uom", "net_weight_kg",
    "entered_value_usd",
)  # fmt: skip
"""The columns of the entry lines that stand beside a paper."""
MOST_ROWS, MOST_TEXT = 200, 60_000
Json = Mapping[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """One file of an export's package: shown where it can be, with the entry lines beside it."""
    package = _package(visit)
    files = package["artifacts"]
    here = next((at for at, each in enumerate(files) if each["filename"] == visit.path["file"]), None)
    if here is None:
        raise not_found("Document")
    file = files[here]
    base = f"{visit.base()}/exports/{visit.path['export_id']}"
    values = {
        "package": package,
        "file": file,
        "files": files,
        "kind": file["media_type"].partition(";")[0],
        "text": _text(visit, package, file),
        "table": _table(visit, package, file),
        "before": files[here - 1]["filename"] if here else "",
        "after": files[here + 1]["filename"] if here + 1 < len(files) else "",
        "here": base,
        "raw": f"{base}/files/{file['filename']}",
        "base": visit.base(),
    }
    return View(title=file["filename"], values=values)


def read_file(visit: Visit) -> View:
    """The bytes of one file, as they were kept."""
    package = _package(visit)
    operation = get_package_zip if visit.path["file"] == "package.zip" else get_artifact
    names = (package["id"],) if operation is get_package_zip else (package["id"], visit.path["file"])
    return View(title=visit.path["file"], file=operation(visit.context, visit.actor, *names))


def _package(visit: Visit) -> Any:  # Any: JSON of an answer
    export = visit.answer(inspect, visit.path["export_id"])
    if export["customsPackage"] is None:
        raise not_found("Document")
    return visit.answer(get_package, export["customsPackage"]["id"])


def _content(visit: Visit, package: Json, name: str) -> str:
    return get_artifact(visit.context, visit.actor, package["id"], name).body.decode("utf-8-sig")


def _text(visit: Visit, package: Json, file: Json) -> str | None:
    """The text of a file that is no paper and no table; cut where it is long."""
    kind = file["media_type"].partition(";")[0]
    if kind not in TEXT - {"text/csv"}:
        return None
    return _content(visit, package, file["filename"])[:MOST_TEXT]


def _table(
    visit: Visit, package: Json, file: Json
) -> dict[str, Sequence[Any]] | None:  # Any: cells and a name
    """The rows of a file of rows; beside a paper, those of the entry lines, in the columns a person looks at."""
    names = [each["filename"] for each in package["artifacts"]]
    own = file["filename"] if file["media_type"].startswith("text/csv") else None
    source = own or next((name for name in DATA if name in names), None)
    if source is None:
        return None
    head, *rows = csv.reader(io.StringIO(_content(visit, package, source)))
    if own is None and set(LOOKED_AT) <= set(head):
        chosen = [head.index(name) for name in LOOKED_AT]
        goods = head.index("quantity")
        head, rows = list(LOOKED_AT), [[row[at] for at in chosen] for row in rows if row[goods]]
    return {
        "source": source,
        "head": head,
        "rows": rows[:MOST_ROWS],
        "more": rows[MOST_ROWS:],
        "numeric": [name for name in head if name in NUMERIC],
    }


PAGES = (
    Page(
        name="document",
        path="exports/{export_id}/documents/{file}",
        template="document.html",
        read=read,
        says="A paper as the broker sees it, beside the rows it was made from and what proves its bytes.",
        rail="exports",
        frames_files=True,
    ),
    Page(
        name="file",
        path="exports/{export_id}/files/{file}",
        template="",
        read=read_file,
        says="A kept file, as it is.",
        rail="exports",
        is_shown=False,
    ),
)
