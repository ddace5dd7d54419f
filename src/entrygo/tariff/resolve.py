"""The tariff records one plan needs: its lines, the programmes that can reach them on the date, the year's fees."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from entrygo.contract.facts import Product, Shipment
from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import CodeFacts, Programme, ScheduleLine, Standing, TariffFacts
from entrygo.ports.tariff_book import TariffBook
from entrygo.tariff.codes import judge, merged
from entrygo.tariff.fees import fees_on
from entrygo.tariff.law import programmes_on
from entrygo.tariff.membership import lists_of
from entrygo.tariff.programme_scope import scope_of


def resolve(
    book: TariffBook,
    hs_codes: Collection[str],
    entry_date: date,
    origins: Collection[str] | None = None,
    *,
    import_date: date | None = None,
) -> TariffFacts:
    """What the law says about these codes and origins on the date; ``origins`` of ``None`` means any.

    ``import_date`` decides what the law ties to importation; it is the entry date where it is not stated.

    A code no list knows has no line; whatever can reach it by its digits or by origin alone is still there.
    """
    law = book.law
    stated = sorted({digits_of(code) for code in hs_codes})
    codes = {code: judge(book, code, entry_date) for code in stated}
    lines = _lines(book, codes)
    asked = {*stated, *(line.code for line in lines.values())}
    lists = {code: lists_of(law, code, entry_date, import_date) for code in sorted(asked)}
    programmes = tuple(
        programme
        for programme in programmes_on(law, entry_date, import_date)
        if _reaches_origins(programme, origins)
        and any(scope_of(programme).reaches_code(code, frozenset(on)) for code, on in lists.items())
    )
    return TariffFacts(
        edition=book.edition,
        lines=lines,
        programmes=programmes,
        fees=fees_on(entry_date),
        codes=codes,
        lists={code: on for code, on in lists.items() if on},
        partial=dict(law.partial),
        law=law.stamp,
    )


def resolve_products(book: TariffBook, products: Collection[Product], shipment: Shipment) -> TariffFacts:
    """What the law says about these products on the days of a shipment."""
    return resolve(
        book,
        {product.hs_code for product in products if product.hs_code},
        shipment.entry_date,
        {product.country_of_origin for product in products if product.country_of_origin},
        import_date=shipment.import_date,
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
