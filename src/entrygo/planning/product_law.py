"""Of the law of a plan the part that can bear on one product, and whether two plans share it.

The part holds every record that the product's code and origin, its candidates and its lists can meet, and every duty
case that names them; the others say nothing of it. Plans whose parts are made of the same records, lines, lists and
cases get the same object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from entrygo.contract.facts import Product
from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import Programme, TariffFacts
from entrygo.planning.bounded import Bounded
from entrygo.tariff.adcvd import naming
from entrygo.tariff.programme_scope import Identity, scope_of

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ProductLaw:
    """Records, lines and lists of one code and origin on a day. Compared by identity: it stands for its content."""

    tariff: TariffFacts
    on: date


_LAWS: Bounded[ProductLaw] = Bounded(4_096)


class PlanLaw:
    """What can bear on each product of a plan, of the records, lines and lists that the plan resolved."""

    def __init__(self, tariff: TariffFacts, on: date) -> None:
        self._tariff, self._on = tariff, on
        edition = tariff.edition
        self._shared: Key = (
            on,
            (edition.name, edition.vintage, edition.is_full),
            tuple(sorted(edition.partial_lists.items())),
            tuple(sorted(tariff.partial.items())),
            _records(tariff.provisions),
            _records(tariff.preferences),
            tariff.fees,
        )
        self._found: dict[tuple[str, str, str], ProductLaw] = {}

    def of(self, product: Product, found_under: str | None = None) -> ProductLaw:
        """What can bear on this product, of the line it was ``found_under`` too where that is another code."""
        asked = digits_of(product.hs_code or ""), product.country_of_origin or "", found_under or ""
        part = self._found.get(asked)
        if part is None:
            part = self._found[asked] = self._part(*asked)
        return part

    def _part(self, stated: str, origin: str, found_under: str) -> ProductLaw:
        tariff = self._tariff
        told = tariff.codes.get(stated)
        named = dict.fromkeys((stated, *(told.candidates if told else ())))
        named |= dict.fromkeys(tariff.lines[code].code for code in tuple(named) if code in tariff.lines)
        if found_under:
            named[found_under] = None
        lines = {code: tariff.lines[code] for code in named if code in tariff.lines}
        lists = {code: tariff.lists[code] for code in named if code in tariff.lists}
        programmes = tuple(_meeting(tariff.programmes, origin, named, lists))
        orders = tariff.duty_orders and naming(tariff.duty_orders, named)
        key = (
            self._shared,
            told,
            tuple(lines.items()),
            tuple(lists.items()),
            tuple(map(Identity, programmes)),
            orders and (orders.hole_since, tuple(map(Identity, orders.cases))),
        )
        codes = {stated: told} if told else {}

        def made() -> ProductLaw:
            part = replace(tariff, lines=lines, codes=codes, lists=lists, programmes=programmes, coming=())
            return ProductLaw(replace(part, duty_orders=orders), self._on)

        return _LAWS.get(key, made)


def _records(held: Mapping[str, object] | None) -> Key | None:
    return None if held is None else tuple((name, Identity(held[name])) for name in sorted(held))


def _meeting(
    programmes: Iterable[Programme], origin: str, codes: Iterable[str], lists: Mapping[str, tuple[str, ...]]
) -> Iterable[Programme]:
    """The records that goods of this origin and one of these codes can draw, and those that read a list of theirs."""
    each = [(code, frozenset(lists.get(code, ()))) for code in codes]
    held = frozenset(name for names in lists.values() for name in names)
    for programme in programmes:
        scope = scope_of(programme)
        if not scope.lists.isdisjoint(held) or (
            scope.reaches_origin(origin) and any(scope.reaches_code(code, on) for code, on in each)
        ):
            yield programme
