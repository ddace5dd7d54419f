"""A broker's profile: which files are attached, how the entry lines are laid out, how large a mail may be.

Keys, all optional: ``attachments`` (artifact types), ``columns`` (``[{"name": "Tariff", "from": "hts10"},
{"name": "Client", "value": "ACME"}]``), ``maxMailBytes`` (a whole number).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from entrygo.documents.artifact import kinds
from entrygo.documents.columns import LINE_COLUMNS, OWN_COLUMNS, Column

Foreign: TypeAlias = Any  # Any: a profile is foreign JSON until it is checked here

SMALLEST_MAIL = 16_384
"""Below this not even the covering letter is sure to fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile as it is followed. ``attachments`` is ``None`` where every file is attached.

    A key that cannot be followed is told in ``faults`` and left at its default: papers that are owed are made all the
    same, and the mail says so.
    """

    attachments: tuple[str, ...] | None = None
    columns: tuple[Column, ...] = OWN_COLUMNS
    max_mail_bytes: int | None = None
    faults: tuple[str, ...] = ()


def profile_of(stated: Mapping[str, Foreign]) -> Profile:
    """The profile a broker's record states."""
    attachments, columns, size = (stated.get(key) for key in ("attachments", "columns", "maxMailBytes"))
    wrong = {
        "attachments": tuple(_attachment_faults(attachments)),
        "columns": tuple(_column_faults(columns)),
        "size": tuple(_size_faults(size)),
    }
    return Profile(
        attachments=None
        if attachments is None or wrong["attachments"]
        else tuple(dict.fromkeys(attachments)),
        columns=OWN_COLUMNS if not columns or wrong["columns"] else tuple(_column(each) for each in columns),
        max_mail_bytes=None if wrong["size"] else size,
        faults=tuple(fault for faults in wrong.values() for fault in faults),
    )


def profile_faults(stated: Mapping[str, Foreign]) -> tuple[str, ...]:
    """Everything in a profile that cannot be followed, one sentence each; keys of others are left alone."""
    return profile_of(stated).faults


def _column(stated: Mapping[str, Foreign]) -> Column:
    constant = stated.get("value")
    source = stated.get("from")
    return Column(name=stated["name"], source=source, constant=None if source else constant)


def _attachment_faults(stated: Foreign) -> Iterator[str]:
    if stated is None:
        return
    if not isinstance(stated, list | tuple) or not all(isinstance(name, str) for name in stated):
        yield "profile.attachments must be a list of artifact types."
        return
    known = [kind.artifact_type for kind in kinds()]
    for name in dict.fromkeys(stated):
        if name not in known:
            yield f"profile.attachments names no file of ours: {name!r}. There are {', '.join(known)}."


def _column_faults(stated: Foreign) -> Iterator[str]:
    if stated is None:
        return
    if not isinstance(stated, list | tuple):
        yield "profile.columns must be a list."
        return
    names: set[str] = set()
    for index, column in enumerate(stated):
        where = f"profile.columns[{index}]"
        if (
            not isinstance(column, Mapping)
            or not isinstance(column.get("name"), str)
            or not column["name"].strip()
        ):
            yield f"{where} needs a name."
            continue
        yield from _source_faults(where, column)
        if column["name"] in names:
            yield f"{where} repeats the name {column['name']!r}."
        names.add(column["name"])


def _source_faults(where: str, column: Mapping[str, Foreign]) -> Iterator[str]:
    source, constant = column.get("from"), column.get("value")
    if (source is None) == (constant is None):
        yield f"{where} needs either from or value."
    elif source is not None and source not in LINE_COLUMNS:
        yield f"{where}.from names no column of ours: {source!r}."
    elif constant is not None and not isinstance(constant, str):
        yield f"{where}.value must be a text."


def _size_faults(stated: Foreign) -> Iterator[str]:
    if stated is None:
        return
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < SMALLEST_MAIL:
        yield f"profile.maxMailBytes must be a whole number of at least {SMALLEST_MAIL}."
