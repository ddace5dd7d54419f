"""The tariff records one plan needs: its lines, the programmes that can reach them on the date, the year's fees."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from entrygo.contract.facts import Order, Product, Shipment
from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import (
    CodeFacts,
    Coming,
    Law,
    Programme,
    ScheduleLine,
    Standing,
    TariffFacts,
)
from entrygo.ports.tariff_book import TariffBook
from entrygo.tariff.adcvd import naming as duty_orders_naming
from entrygo.tariff.codes import judge, merged
from entrygo.tariff.fees import fees_on
from entrygo.tariff.law import change_days, programmes_on
from entrygo.tariff.membership import lists_of
from entrygo.tariff.preferences import naming
from entrygo.tariff.programme_scope import scope_of
from entrygo.tariff.provisions import claimable

LOOK_AHEAD = timedelta(days=60)
"""How far ahead of the entry date scheduled changes are told."""


def resolve(
    book: TariffBook,
    hs_codes: Collection[str],
    entry_date: date,
    origins: Collection[str] | None = None,
    *,
    import_date: date | None = None,
    claims: Collection[str] = (),
    indicators: Collection[str] = (),
) -> TariffFacts:
    """What the law says about these codes and origins on the date; ``origins`` of ``None`` means any.

    ``claims`` are numbers of chapter 98 that are claimed, ``indicators`` symbols of preferences.

    ``import_date`` decides what the law ties to importation; it is the entry date where it is not stated.

    A code no list knows has no line; whatever can reach it by its digits or by origin alone is still there.
    """
    law = book.law
    stated = sorted({digits_of(code) for code in hs_codes})
    codes = {code: judge(book, code, entry_date) for code in stated}
    lines = _lines(book, codes)
    asked = {*stated, *(line.code for line in lines.values())}
    programmes, lists = _in_force(law, asked, entry_date, origins=origins, import_date=import_date)
    return TariffFacts(
        edition=book.edition,
        lines=lines,
        programmes=programmes,
        fees=fees_on(entry_date, law.fees),
        codes=codes,
        lists={code: on for code, on in lists.items() if on},
        partial=dict(law.partial),
        law=law.stamp,
        coming=tuple(_coming(law, asked, entry_date, origins=origins)),
        provisions=claimable(law.provisions, (*claims, *stated)),
        preferences=naming(law.preferences, origins, indicators),
        duty_orders=duty_orders_naming(law.duty_orders, asked),
    )


def _in_force(
    law: Law,
    codes: Collection[str],
    on: date,
    *,
    origins: Collection[str] | None,
    import_date: date | None = None,
) -> tuple[tuple[Programme, ...], dict[str, tuple[str, ...]]]:
    """The records that can reach these codes and origins on a day, and the lists each code is on."""
    lists = {code: lists_of(law, code, on, import_date) for code in sorted(codes)}
    programmes = tuple(
        programme
        for programme in programmes_on(law, on, import_date)
        if _reaches_origins(programme, origins)
        and any(scope_of(programme).reaches_code(code, frozenset(held)) for code, held in lists.items())
    )
    return programmes, lists


def _coming(
    law: Law, codes: Collection[str], entry_date: date, *, origins: Collection[str] | None
) -> Iterator[Coming]:
    """The days within :data:`LOOK_AHEAD` on which what can reach these codes and origins changes."""
    before = _in_force(law, codes, entry_date, origins=origins)
    for day in change_days(law):
        if entry_date < day <= entry_date + LOOK_AHEAD:
            after = _in_force(law, codes, day, origins=origins)
            if after != before:
                yield Coming(day=day, programmes=after[0], lists={c: on for c, on in after[1].items() if on})
            before = after


def resolve_products(
    book: TariffBook, products: Collection[Product], shipment: Shipment, orders: Iterable[Order] = ()
) -> TariffFacts:
    """What the law says about these products, and what orders claim for them, on the days of a shipment."""
    return resolve(
        book,
        {
            code
            for product in products
            for code in (product.hs_code, *(each.hs_code for each in product.components))
            if code
        },
        shipment.entry_date,
        {product.country_of_origin for product in products if product.country_of_origin},
        import_date=shipment.import_date,
        claims=sorted({line.claim.provision for order in orders for line in order.lines if line.claim}),
        indicators=sorted({product.spi for product in products if product.spi}),
    )


def _lines(book: TariffBook, codes: Mapping[str, CodeFacts]) -> dict[str, ScheduleLine]:
    """The lines of the codes stated and of their candidates; of an incomplete code, what its lines come to."""
    lines = dict(book.lookup(_looked_up(codes.values())))
    for code, facts in codes.items():
        below = tuple(lines[line] for line in facts.candidates if line in lines)
        if facts.standing is Standing.INCOMPLETE and below:
            lines[code] = below[0] if _is_completed(facts) else merged(code, below)
    return dict(sorted(lines.items()))


def _looked_up(codes: Iterable[CodeFacts]) -> list[str]:
    own = {facts.digits for facts in codes if facts.standing is Standing.VALID}
    return sorted({*own, *(line for facts in codes for line in facts.candidates)})


def _is_completed(facts: CodeFacts) -> bool:
    """Whether eight digits have one line, which is then the code meant."""
    return facts.candidates == (f"{facts.digits}00",)


def _reaches_origins(programme: Programme, origins: Collection[str] | None) -> bool:
    return origins is None or any(scope_of(programme).reaches_origin(origin) for origin in origins)
