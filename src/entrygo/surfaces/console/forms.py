"""Forms: what a browser sends, as the request a model reads; and a refusal, as words beside its fields."""

import csv
import io
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from entrygo.contract.problems import Problem

MAX_FORM_BYTES = 8 * 1024 * 1024
MAX_FIELDS = 100_000
MOST_NESTED = 8
MAX_FILES = 4
WITH_FILES = "multipart/form-data"
OWN_FIELDS = frozenset({"token", "act"})
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, in order. ``one`` has the last value of a name, ``many`` all of them.

    ``files`` has the bytes of those that were chosen, by the name of their field.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    one: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


async def read_form(request: Request) -> Form:
    """The form of a request; PAYLOAD_TOO_LARGE beyond what one may hold, UNSUPPORTED_MEDIA_TYPE for another kind."""
    media = request.headers.get("content-type", "").partition(";")[0].strip()
    if media == WITH_FILES:
        return await _with_files(request)
    if media and media != "application/x-www-form-urlencoded":
        raise Problem("UNSUPPORTED_MEDIA_TYPE", details={"contentType": media})
    sent = b"".join([part async for part in _bounded(request)])
    try:
        fields = parse_qsl(sent.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:  # all it refuses
        raise Problem("PAYLOAD_TOO_LARGE", f"A form may hold at most {MAX_FIELDS:,} fields.") from None
    return form_of(fields)


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_FORM_BYTES:
            raise Problem(
                "PAYLOAD_TOO_LARGE", f"A form may hold at most {MAX_FORM_BYTES // 1024 // 1024} MB."
            )
        yield part


async def _with_files(request: Request) -> Form:
    """A form with files, as ``multipart/form-data``. A file that was not chosen is none."""
    reader = MultiPartParser(
        request.headers,
        _bounded(request),
        max_files=MAX_FILES,
        max_fields=MAX_FIELDS,
        max_part_size=MAX_FORM_BYTES,
    )
    try:
        sent = (await reader.parse()).multi_items()
    except (MultiPartException, MultipartParseError, UnicodeError, LookupError) as fault:
        raise Problem(
            "INVALID_REQUEST", "The form cannot be read: its parts are not as browsers send them."
        ) from fault
    files = {name: each for name, each in sent if isinstance(each, UploadFile)}
    try:
        read = {name: await each.read() for name, each in files.items()}
    finally:
        for each in files.values():
            await each.close()
    form = form_of((name, each) for name, each in sent if isinstance(each, str))
    return replace(form, files={name: content for name, content in read.items() if content})


def form_of(pairs: Iterable[tuple[str, str]]) -> Form:
    """A form of its fields. Browsers send lines with CRLF; here they end with LF, and what is no text is left out."""
    kept = tuple((_text(name), _text(value.replace("\r\n", "\n"))) for name, value in pairs)
    many: dict[str, list[str]] = {}
    for name, value in kept:
        many.setdefault(name, []).append(value)
    return Form(kept, dict(kept), {name: tuple(values) for name, values in many.items()})


def _text(sent: str) -> str:
    """Without NUL, which PostgreSQL keeps in no text, and without halves of characters, which some charsets give."""
    return sent.replace("\0", "").encode("utf-8", "replace").decode()


def request_of(given: Mapping[str, str], *, clears: bool = False) -> dict[str, Any]:  # Any: JSON
    """The JSON object of fields named by dots: ``address.city`` is the city of the address.

    A field left empty is left out; with ``clears``, as in a patch, it is ``null``.
    """
    document: dict[str, Any] = {}  # Any: JSON
    for name, value in given.items():
        if name in OWN_FIELDS or (not value.strip() and not clears):
            continue
        *parents, last = name.split(".", MOST_NESTED)
        inner = document
        for parent in parents:
            inner = inner.setdefault(parent, {})
            if not isinstance(inner, dict):
                raise _at_odds(name)
        if isinstance(inner.get(last), dict):
            raise _at_odds(name)
        inner[last] = value.strip() or None
    return document


def _at_odds(name: str) -> Problem:
    """No form of ours sends a field and fields within it."""
    return Problem("INVALID_REQUEST", f"The form cannot be read: {name[:100]!r} is one field and several.")


def faults_of(problem: Problem) -> dict[str, str]:
    """The words of a refusal by the field they belong to; those of no field under ``""``."""
    issues = (problem.details or {}).get("issues")
    if not isinstance(issues, Sequence) or isinstance(issues, str):
        return {problem.field or "": problem.message}
    found: dict[str, str] = {}
    for each in issues:
        path = each.get("path", "")
        name = ".".join(map(str, path)) if isinstance(path, list) else str(path)
        found.setdefault(name, str(each.get("message", problem.message)))
    return found or {problem.field or "": problem.message}


def csv_text(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would compute begins with an apostrophe; what is not known is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(["" if cell is None else _inert(cell) for cell in row])
    return out.getvalue()


def _inert(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
