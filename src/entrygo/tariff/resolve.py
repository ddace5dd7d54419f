"""The tariff records one plan needs: its lines, the programmes that can reach them on the date, the year's fees."""

from collections.abc import Collection
from datetime import date

from entrygo.contract.tariff import Programme, ScheduleLine, TariffFacts
from entrygo.ports.tariff_book import TariffBook
from entrygo.tariff.fees import fees_on
from entrygo.tariff.programme_scope import scope_of
from entrygo.tariff.programmes import programmes_on


def resolve(
    book: TariffBook, hs_codes: Collection[str], entry_date: date, origins: Collection[str] | None = None
) -> TariffFacts:
    """What the law says about these codes and origins on the date; ``origins`` of ``None`` means any.

    A code the edition does not hold has no line; whatever can reach it by code or origin alone is still there.
    """
    edition = book.edition
    lines = book.lookup(sorted(set(hs_codes)))
    reached = [
        (code, _lists(lines.get(code))) for code in {*hs_codes, *(line.code for line in lines.values())}
    ]
    programmes = tuple(
        programme
        for programme in programmes_on(entry_date)
        if _reaches_origins(programme, origins)
        and any(scope_of(programme).reaches_code(code, lists) for code, lists in reached)
    )
    return TariffFacts(edition=edition, lines=lines, programmes=programmes, fees=fees_on(entry_date))


def _lists(line: ScheduleLine | None) -> frozenset[str]:
    return frozenset(line.lists) if line else frozenset()


def _reaches_origins(programme: Programme, origins: Collection[str] | None) -> bool:
    return origins is None or any(scope_of(programme).reaches_origin(origin) for origin in origins)
