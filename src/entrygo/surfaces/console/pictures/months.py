"""Savings of a month as bars, one a day."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

HEIGHT = 100
Json = Mapping[str, Any]  # Any: JSON of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBar:
    """One day: what is known to have been saved, and a bar in hundredths of the highest day's."""

    day: int
    usd: Decimal
    exports: int
    unknown: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of days. The sum leaves out ``unknown`` exports, of which it is not known what they saved."""

    name: str
    days: tuple[DayBar, ...]
    usd: Decimal
    exports: int
    unknown: int


def month_of(month: str, savings: Sequence[Json]) -> Month:
    """The bars of ``2026-11``; days without an execution have none."""
    year, number = map(int, month.split("-"))
    said = {str(each["day"]): each for each in savings}
    amounts = {day: Decimal(str(each["known_savings_usd"])) for day, each in said.items()}
    highest = max([*amounts.values(), Decimal(1)])
    days = []
    for at in range(1, calendar.monthrange(year, number)[1] + 1):
        day = f"{month}-{at:02}"
        found = said.get(day)
        if found is None:
            days.append(DayBar(day=at, usd=Decimal(0), exports=0, unknown=0, height=0))
            continue
        height = max(int(max(amounts[day], Decimal(0)) * HEIGHT / highest), 2)
        days.append(
            DayBar(
                day=at,
                usd=amounts[day],
                exports=found["exports"],
                unknown=found["unknown_exports"],
                height=height,
            )
        )
    return Month(
        name=f"{calendar.month_name[number]} {year}",
        days=tuple(days),
        usd=sum(amounts.values(), Decimal(0)),
        exports=sum(each.exports for each in days),
        unknown=sum(each.unknown for each in days),
    )
