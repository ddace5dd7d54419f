"""The rule that lets nodes be replaced one after the other: a migration adds, and takes nothing away.

Compared are the schemas as a database reflects them, so that it does not matter how a migration is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, inspect

Names = frozenset[str]


@dataclass(frozen=True)
class Shape:
    """A table as statements of an older release meet it."""

    columns: dict[str, dict[str, Any]]
    primary_key: tuple[str, ...]
    unique: frozenset[tuple[str, ...]]
    foreign: frozenset[tuple[str, ...]]
    checks: dict[str, Names] = field(default_factory=dict)


def shapes(connection: Connection) -> dict[str, Shape]:
    """Every table of a database."""
    return {
        name: _shape(connection, name)
        for name in inspect(connection).get_table_names()
        if name != "alembic_version"
    }


def _shape(connection: Connection, name: str) -> Shape:
    found = inspect(connection)
    indexes = [each["column_names"] for each in found.get_indexes(name) if each["unique"]]
    unique = [each["column_names"] for each in found.get_unique_constraints(name)]
    return Shape(
        columns={
            each["name"]: {
                "type": str(each["type"]),
                "nullable": each["nullable"],
                "has_default": each["default"] is not None,
            }
            for each in found.get_columns(name)
        },
        primary_key=tuple(found.get_pk_constraint(name)["constrained_columns"]),
        unique=frozenset(tuple(map(str, each)) for each in [*unique, *indexes]),
        foreign=frozenset(tuple(each["constrained_columns"]) for each in found.get_foreign_keys(name)),
        checks={
            str(each["name"]): frozenset(re.findall(r"'([^']*)'", str(each["sqltext"])))
            for each in found.get_check_constraints(name)
        },
    )


def faults(before: dict[str, Shape], after: dict[str, Shape]) -> list[str]:
    """What would break the statements of the release before."""
    gone = [f"{name}: the table is gone" for name in before if name not in after]
    return gone + [
        f"{name}: {fault}"
        for name, old in before.items()
        if name in after
        for fault in _table_faults(old, after[name])
    ]


def _table_faults(old: Shape, new: Shape) -> Iterator[str]:
    yield from _column_faults(old, new)
    if old.primary_key != new.primary_key:
        yield "another primary key"
    for word, had, has in (("unique", old.unique, new.unique), ("foreign", old.foreign, new.foreign)):
        for columns in has - had:
            if set(columns) & set(old.columns) or (word == "unique" and not _may_stay_null(columns, new)):
                yield f"a new {word} key on {', '.join(columns)}"
    for columns in old.unique - new.unique:
        yield f"no unique key on {', '.join(columns)} any more, which ON CONFLICT names"
    for name, allowed in new.checks.items():
        if name in old.checks and old.checks[name] - allowed:
            yield f"the check {name} no longer takes {', '.join(sorted(old.checks[name] - allowed))}"
        elif name not in old.checks and not _is_of_new_column(name, old, new):
            yield f"a new check {name}"


def _column_faults(old: Shape, new: Shape) -> Iterator[str]:
    for name, was in old.columns.items():
        now = new.columns.get(name)
        if now is None:
            yield f"the column {name} is gone"
            continue
        if now["type"] != was["type"]:
            yield f"the column {name} was {was['type']} and is {now['type']}"
        if was["nullable"] and not now["nullable"]:
            yield f"the column {name} must not be null any more"
        if was["has_default"] and not now["has_default"] and not now["nullable"]:
            yield f"the column {name} has no default any more"
    for name, now in new.columns.items():
        if name not in old.columns and not now["nullable"] and not now["has_default"]:
            yield f"the new column {name} has neither a default nor null"


def _may_stay_null(columns: tuple[str, ...], new: Shape) -> bool:
    """Statements that do not know these columns leave one null, and nulls are never equal."""
    return any(new.columns[name]["nullable"] and not new.columns[name]["has_default"] for name in columns)


def _is_of_new_column(check: str, old: Shape, new: Shape) -> bool:
    return any(check.endswith(f"_{name}") for name in new.columns if name not in old.columns)
