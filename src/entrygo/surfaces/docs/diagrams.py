"""Diagrams drawn from the code's own tables: moves between states, and how an amount becomes what is paid."""

import html
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from entrygo.contract.answers.plan import CostAnswer
from entrygo.contract.tariff import Law
from entrygo.lifecycle.states import (
    EXPORT_MOVES,
    MAIL_MOVES,
    PACKAGE_MOVES,
    ExportState,
    MailState,
    PackageState,
)
from entrygo.surfaces.docs.markdown import slug

WIDE, HIGH, GAP_X, GAP_Y, MARGIN = 150, 40, 66, 24, 14
BROAD, LINE = 640, 76
MOST_ARROWS = 12
Moves = Mapping[Any, frozenset[Any]]  # Any: states of one kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The states of one thing, and the moves the code allows."""

    title: str
    start: StrEnum
    moves: Moves


LIFECYCLES: Mapping[str, Lifecycle] = {
    "export": Lifecycle(title="States of an export", start=ExportState.BATCHED, moves=EXPORT_MOVES),
    "package": Lifecycle(
        title="States of a customs package", start=PackageState.GENERATED, moves=PACKAGE_MOVES
    ),
    "mail": Lifecycle(title="States of a mail to the broker", start=MailState.PENDING, moves=MAIL_MOVES),
}


def drawn_lifecycle(name: str) -> str:
    """The states as a picture, with the same moves as a list for those who do not see it."""
    told = LIFECYCLES[name]
    if sum(len(others) for others in told.moves.values()) > MOST_ARROWS:
        return _grid(told)
    columns = _columns(told)
    low = max(sum(bool(told.moves[state]) for state in states) for states in columns)
    places = {
        state: (MARGIN + column * (WIDE + GAP_X), MARGIN + row * (HIGH + GAP_Y))
        for column, states in enumerate(columns)
        for row, state in _rows(told, states, low)
    }
    width = MARGIN * 2 + len(columns) * WIDE + (len(columns) - 1) * GAP_X
    height = MARGIN + HIGH + max(y for _, y in places.values())
    lines = [
        _arrow(places[one], places[other])
        for one, others in told.moves.items()
        for other in _sorted(others, one)
    ]
    boxes = [
        _box(*places[state], state.value, "state" if others else "end", is_again=state in others)
        for state, others in told.moves.items()
    ]
    return _figure(told.title, width, height, [*lines, *boxes], lifecycle_list(name))


def _rows(told: Lifecycle, states: Sequence[StrEnum], low: int) -> Iterator[tuple[int, StrEnum]]:
    """The rows of a column's states; what is final stands below all that is not."""
    yield from enumerate(state for state in states if told.moves[state])
    yield from enumerate((state for state in states if not told.moves[state]), low)


def _grid(told: Lifecycle) -> str:
    """Many moves are read in a table: a row a state, a dot under each state that may follow."""
    names = [html.escape(state.value) for state in told.moves]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = [
        f'<tr><th scope="row">{name}</th>'
        + "".join(f"<td>{'<span>●</span>' if other in others else ''}</td>" for other in told.moves)
        + "</tr>"
        for name, others in zip(names, told.moves.values(), strict=True)
    ]
    return (
        f'<figure class="diagram"><div class="scrolls" tabindex="0" role="region" aria-label="{told.title}">'
        f'<table class="grid"><thead><tr><th scope="col">from ↓ to →</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div><figcaption>{told.title}</figcaption></figure>\n"
    )


def lifecycle_list(name: str) -> str:
    """The moves in words, as Markdown."""
    rows = []
    for state, others in LIFECYCLES[name].moves.items():
        after = ", ".join(f"`{other.value}`" for other in _sorted(others, state)) or "nothing: it is final"
        again = ", or itself again" if state in others else ""
        rows.append(f"- `{state.value}` is followed by {after}{again}")
    return "\n".join(rows)


def drawn_money(law: Callable[[], Law]) -> str:
    """From the value of the goods to what the import costs."""
    parts: list[str] = []
    y, middle = MARGIN, MARGIN + BROAD // 2
    for title, what in money_steps(law()):
        lines = textwrap.wrap(what, LINE if what != what.upper() else LINE * 3 // 4)  # capitals are wider
        high = 34 + 18 * len(lines)
        if parts:
            parts.append(f'<path class="move" d="M{middle} {y - GAP_Y} V{y - 3}" marker-end="url(#TIP)"/>')
        parts += [
            f'<rect class="state" x="{MARGIN}" y="{y}" width="{BROAD}" height="{high}" rx="6"/>',
            f'<text class="strong" x="{middle}" y="{y + 22}" '
            f'text-anchor="middle">{html.escape(title)}</text>',
            *(
                f'<text class="small" x="{middle}" y="{y + 41 + 18 * number}" '
                f'text-anchor="middle">{html.escape(line)}</text>'
                for number, line in enumerate(lines)
            ),
        ]
        y += high + GAP_Y
    title = "From the value of the goods to what the import costs"
    return _figure(title, BROAD + MARGIN * 2, y - GAP_Y + MARGIN, parts, money_list(law))


def money_steps(law: Law) -> list[tuple[str, str]]:
    """The steps of the sum: the value, each tariff programme of the law in its order, fees, the sum."""
    programmes = dict.fromkeys(record.program for record in law.programmes if record.kind != "review")
    fees = [
        (field.description or "").partition(",")[0].partition(" in US dollars")[0].rstrip(".")
        for name, field in CostAnswer.model_fields.items()
        if name.endswith("_usd") and name != "total_usd"
    ]
    return [
        ("Value of the goods, in US dollars", "the price of each line, at the rate of the day of export"),
        ("Base duty", "the rate of the line's ten-digit code and country of origin"),
        ("Programmes, each a layer of its own", ", ".join(programmes)),
        ("Fees of an entry", "; ".join(fees)),
        ("What the import costs", "the sum; unknown where any part of it is unknown"),
    ]


def money_list(law: Callable[[], Law]) -> str:
    """The same in words, as Markdown."""
    return "\n".join(f"1. {title}: {what}" for title, what in money_steps(law()))


def _columns(told: Lifecycle) -> list[list[StrEnum]]:
    """The states by how many moves lead to them from the start at least, ends last."""
    found: dict[StrEnum, int] = {told.start: 0}
    waiting = [told.start]
    while waiting:
        state = waiting.pop(0)
        for other in _sorted(told.moves[state], state):
            if other not in found:
                found[other] = found[state] + 1
                waiting.append(other)
    for state in found:
        if not told.moves[state]:  # an end stands behind the last state it follows
            found[state] = 1 + max(found[one] for one, others in told.moves.items() if state in others)
    last = max(found.values())
    columns: list[list[StrEnum]] = [[] for _ in range(last + 1)]
    for state, column in found.items():
        columns[column].append(state)
    return [column for column in columns if column]


def _sorted(states: Iterable[StrEnum], without: StrEnum) -> Sequence[StrEnum]:
    order = {state: number for number, state in enumerate(type(without))}
    return sorted((state for state in states if state is not without), key=order.__getitem__)


def _box(x: int, y: int, words: str, kind: str, *, is_again: bool) -> str:
    again = (
        f'<path class="again" d="M{x + WIDE - 34} {y} c0 -14 20 -14 20 0" marker-end="url(#TIP)"/>'
        if is_again
        else ""
    )
    return (
        f'{again}<rect class="{kind}" x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f'<text x="{x + WIDE // 2}" y="{y + HIGH // 2 + 5}" text-anchor="middle">{html.escape(words)}</text>'
    )


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = start, end
    middle = HIGH // 2
    if x2 - x1 > WIDE + GAP_X:  # past other columns: down first, then along the row of the end
        x = x1 + WIDE // 2 + (16 if y2 > y1 + 3 * HIGH else -16)
        return (
            f'<path class="move" d="M{x} {y1 + HIGH} V{y2 + middle - 10} Q{x} {y2 + middle} {x + 10} {y2 + middle} '
            f'H{x2 - 3}" marker-end="url(#TIP)"/>'
        )
    bend = GAP_X // 2
    return (
        f'<path class="move" d="M{x1 + WIDE} {y1 + middle} C{x1 + WIDE + bend} {y1 + middle} {x2 - bend} '
        f"{y2 + middle} "
        f'{x2 - 3} {y2 + middle}" marker-end="url(#TIP)"/>'
    )


def _figure(title: str, width: int, height: int, parts: Sequence[str], words: str) -> str:
    tip = f"tip-{slug(title)}"
    drawn = "".join(parts).replace("#TIP", f"#{tip}")
    said = html.escape(words.replace("`", "").replace("- ", "").replace("\n", "; "))
    return (
        f'<figure class="diagram"><div class="scrolls" tabindex="0" role="region" '
        f'aria-label="{html.escape(title)}">'
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{said}">'
        f'<defs><marker id="{tip}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse">'
        '<path class="tip" d="M0 0 L8 4 L0 8 z"/></marker></defs>'
        f"{drawn}</svg></div><figcaption>{html.escape(title)}</figcaption></figure>\n"
    )
