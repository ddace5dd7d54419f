"""Who of a plan's parties resembles a listed person or firm, how much, and why.

A hit is a reason to look, not a verdict. The score is made so that a queue can be ordered by it:

- A word weighs by its rarity on the list and its length. Legal forms (Ltd, GmbH) weigh next to nothing, and words
  that many entries share (trading, group, Mohammed) little.
- The score is the shared weight as a part of both names' weight, times a factor that grows with the shared weight
  and never reaches one. So two names that agree in one short word stay below two that agree in three rare ones,
  and no pair saturates at 100.
- A country both sides state moves it a little, up towards certainty or down.

A disposition is remembered under the entry's version and the party's fingerprint: when either changes, the hit is
open again.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol, TypeAlias

from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.contract.facts import Account, Order, Party, Product, Shipment
from entrygo.planning.screening_list import ListEntry
from entrygo.ports.screening import NamedParty

THRESHOLD = 80
"""Score from which an open hit blocks."""

OPEN = "open"
CLEARED = "cleared"
CONFIRMED = "confirmed"

_LOWEST_KEPT = 60  # lower scores are noise to a reviewer
_HEAVIEST = 12  # weight of a long word that one entry alone has; each doubling of entries takes one off
_SHORT = 3  # letters up to which a word says little: Li, Co, Max
_LONG_ENOUGH_TO_MISSPELL = 6
_EVIDENCE_HALF = 2  # shared weight at which half the score is believed
_COUNTRY_SHARE = Fraction(1, 5)  # an agreeing country closes so much of the way to certainty
_END = 3  # words of one spelling error agree in their first letters or in their last ones
_FORMS = """
    ltd limited inc incorporated llc llp lp co company corp corporation gmbh ag kg sa sarl sas srl spa bv nv ab as
    oy plc pty pte sdn bhd jsc ojsc cjsc ooo oao zao pjsc fze fzco kk the and of de la el al
"""
_LEGAL_FORMS = frozenset(_FORMS.split())
_WORD = re.compile(r"[^\W_]+")
_End: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedParty:
    """A party to screen: where it stands in the plan, its name and country."""

    path: str
    name: str
    country: str | None = None
    address: str | None = None

    @property
    def fingerprint(self) -> str:
        """What a disposition is remembered by, besides the entry: name, country and address in plain spelling."""
        said = [" ".join(words(part or "")) for part in (self.name, self.country, self.address)]
        return sha256_hex(canonical_bytes(said))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """One name of an entry, the entry's own or an alias."""

    entry: ListEntry
    text: str
    words: tuple[str, ...]
    halves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningIndex:
    """A list prepared for matching: how many entries hold each word, the names by word, the long words by ending."""

    entry_count: int
    holders: Mapping[str, int]
    names: Mapping[str, tuple[_Name, ...]] = field(repr=False)
    ends: Mapping[_End, tuple[str, ...]] = field(repr=False)

    def weight(self, word: str) -> Fraction:
        """How much a word says: less the more entries share it, half when short, next to nothing as a legal form."""
        return Fraction(self.halves(word), 2)

    def halves(self, word: str) -> int:
        """The weight in halves, which are whole numbers."""
        return _halves(word, self.holders)


def _halves(word: str, holders: Mapping[str, int]) -> int:
    if word in _LEGAL_FORMS:
        return 1
    weight = max(1, _HEAVIEST - holders.get(word, 1).bit_length())
    return weight if len(word) <= _SHORT else 2 * weight


def words(text: str) -> tuple[str, ...]:
    """The words of a name: lower case, without accents, each once, in its order."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l"))
    bare = (
        "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("'", "").replace("’", "")
    )
    bare = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare)
    return tuple(dict.fromkeys(_WORD.findall(bare)))


def index(entries: Iterable[ListEntry]) -> ScreeningIndex:
    """A list prepared for matching. Costs a pass over the list; keep it as long as the list stays."""
    holders: dict[str, int] = defaultdict(int)
    named: list[tuple[ListEntry, str, tuple[str, ...]]] = []
    count = 0
    for entry in entries:
        count += 1
        names = [(entry, text, words(text)) for text in (entry.name, *entry.aliases)]
        for word in {word for _, _, said in names for word in said}:
            holders[word] += 1
        named += names
    halves = {word: _halves(word, holders) for word in holders}
    by_word: dict[str, list[_Name]] = defaultdict(list)
    for entry, text, said in named:
        name = _Name(entry=entry, text=text, words=said, halves=sum(halves[word] for word in said))
        for word in said:
            by_word[word].append(name)
    by_end: dict[_End, list[str]] = defaultdict(list)
    for word in holders:
        for end in _ends(word, len(word)):
            by_end[end].append(word)
    return ScreeningIndex(
        entry_count=count,
        holders=holders,
        names={word: tuple(names) for word, names in by_word.items()},
        ends={end: tuple(alike) for end, alike in by_end.items()},
    )


class HasParties(Protocol):
    """What names the parties of a plan: a case, or a snapshot of the orders that take part."""

    @property
    def account(self) -> Account:
        """Seller and importer."""
        ...

    @property
    def shipment(self) -> Shipment:
        """The consignee stated for this shipment."""
        ...

    @property
    def orders(self) -> tuple[Order, ...]:
        """Buyers and ship-to parties."""
        ...

    @property
    def products(self) -> Mapping[str, Product]:
        """Manufacturers, by product id."""
        ...


def parties_of(case: HasParties) -> tuple[ScreenedParty, ...]:
    """The named parties of a case: account, importer, consignees, buyers, ship-to parties, manufacturers."""
    account = case.account
    found = [
        _party("account.name", account.name, account.address),
        _party(
            "account.importerOfRecord.name",
            account.importer.name,
            account.importer.address or account.address,
        ),
    ]
    if account.ultimate_consignee:
        consignee = account.ultimate_consignee.party
        found.append(_party("account.ultimateConsignee.name", None, consignee))
    if case.shipment.ultimate_consignee:
        consignee = case.shipment.ultimate_consignee.party
        found.append(_party("shipment.ultimateConsignee.name", None, consignee))
    for order in case.orders:
        found.append(_party(f"orders[{order.id}].shipTo.name", None, order.ship_to))
        if order.buyer != order.ship_to:
            found.append(_party(f"orders[{order.id}].buyer.name", None, order.buyer))
    for product_id, product in sorted(case.products.items()):
        found.append(_party(f"products[{product_id}].manufacturer.name", None, product.manufacturer))
    return tuple(party for party in found if party)


def hits(
    parties: Iterable[NamedParty],
    listed: ScreeningIndex,
    dispositions: Mapping[tuple[str, str], str] | None = None,
) -> list[dict[str, str | int]]:
    """The hits of all parties, highest score first, as ``case.memory["screening"]`` holds them.

    ``dispositions`` maps (entry version, party fingerprint) to what a person decided.
    """
    decided = dispositions or {}
    found = [_hit(party, match, decided) for party in parties for match in _matches(party, listed)]
    return sorted(found, key=lambda hit: (-int(hit["score"]), str(hit["party_path"]), str(hit["entry_key"])))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """How one name of an entry fits a party."""

    name: _Name
    score: int
    reason: str


def _party(path: str, name: str | None, at: Party | None) -> ScreenedParty | None:
    place = at or Party()
    shown = (name or place.name or "").strip()
    address = ", ".join(part for part in (place.address1, place.city, place.postal_code) if part)
    return ScreenedParty(path=path, name=shown, country=place.country, address=address) if shown else None


def _hit(party: NamedParty, match: _Match, decided: Mapping[tuple[str, str], str]) -> dict[str, str | int]:
    entry = match.name.entry
    return {
        "party_path": party.path,
        "party_name": party.name,
        "party_fingerprint": party.fingerprint,
        "list": entry.source,
        "entry_name": entry.name,
        "entry_key": entry.version,
        "score": match.score,
        "reason": match.reason,
        "disposition": decided.get((entry.version, party.fingerprint), OPEN),
    }


def _matches(party: NamedParty, listed: ScreeningIndex) -> Iterator[_Match]:
    """The best-fitting name of each entry that fits well enough to show."""
    own = words(party.name)
    best: dict[str, _Match] = {}
    for name in _candidates(own, listed):
        match = _compare(party, own, name, listed)
        known = best.get(name.entry.version)
        if match.score >= _LOWEST_KEPT and (known is None or match.score > known.score):
            best[name.entry.version] = match
    yield from best.values()


def _candidates(own: tuple[str, ...], listed: ScreeningIndex) -> Iterator[_Name]:
    """The names that share a word, or have one an error apart, and that may weigh enough to be shown.

    The bound counts every word that might agree, at its full weight and with an agreeing country, so that no name
    above it is lost.
    """
    shared: dict[int, int] = defaultdict(int)
    names: dict[int, _Name] = {}
    for other in _alike(own, listed):
        halves = listed.halves(other)
        for name in listed.names[other]:
            names[id(name)] = name
            shared[id(name)] += halves
    forms = sum(listed.halves(word) for word in own if word in _LEGAL_FORMS)
    all_own = sum(listed.halves(word) for word in own)
    for key, halves in shared.items():
        most = halves + forms
        if 4 * most * most >= (all_own + names[key].halves) * (most + 2 * _EVIDENCE_HALF):
            yield names[key]


def _alike(own: tuple[str, ...], listed: ScreeningIndex) -> set[str]:
    """The listed words that are one of these, or one error apart from one; legal forms find nobody."""
    telling = [word for word in own if word not in _LEGAL_FORMS]
    near = {
        other
        for word in telling
        for size in (len(word) - 1, len(word), len(word) + 1)
        for end in _ends(word, size)
        for other in listed.ends.get(end, ())
        if other not in _LEGAL_FORMS and _is_near(word, other)
    }
    return near | {word for word in telling if word in listed.names}


def _ends(word: str, size: int) -> Iterator[_End]:
    """Where words of a size that are one error apart from this one are found; short words are never apart."""
    if len(word) >= _LONG_ENOUGH_TO_MISSPELL:
        yield word[:_END], "", size
        yield "", word[-_END:], size


def _compare(party: NamedParty, own: tuple[str, ...], name: _Name, listed: ScreeningIndex) -> _Match:
    pairs = list(_pairs(own, name.words))
    shared = sum((_shared_weight(one, other, listed) for one, other in pairs), Fraction(0))
    total = sum((listed.weight(word) for word in (*own, *name.words)), Fraction(0))
    likeness = 2 * shared / total if total else Fraction(0)
    score = likeness * shared / (shared + _EVIDENCE_HALF) if shared else Fraction(0)
    country = (party.country or "").upper()
    if country and name.entry.countries:
        agrees = country in name.entry.countries
        score += (1 - score) * _COUNTRY_SHARE if agrees and score else -score * _COUNTRY_SHARE / 2
    return _Match(name=name, score=int(100 * score), reason=_reason(party, name, pairs))


def _shared_weight(one: str, other: str, listed: ScreeningIndex) -> Fraction:
    weight = min(listed.weight(one), listed.weight(other))
    return weight if one == other else weight * 3 / 4  # a spelling apart says less than the same word


def _pairs(own: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Words that agree, each used once: the same first, then those one error apart."""
    left = [word for word in theirs if word not in own]
    for word in own:
        if word in theirs:
            yield word, word
    for word in own:
        if word not in theirs and (near := next((other for other in left if _is_near(word, other)), None)):
            left.remove(near)
            yield word, near


def _is_near(one: str, other: str) -> bool:
    """Whether two longer words differ by one letter added, dropped, changed or swapped with its neighbour."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG_ENOUGH_TO_MISSPELL or len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long[start:]


def _reason(party: NamedParty, name: _Name, pairs: list[tuple[str, str]]) -> str:
    agreed = ", ".join(one if one == other else f"{one} (as {other})" for one, other in pairs)
    what = "name" if name.text == name.entry.name else f"alias {name.text!r}"
    country = (party.country or "").upper()
    if not country or not name.entry.countries:
        place = "no country to compare"
    elif country in name.entry.countries:
        place = f"same country {country}"
    else:
        place = f"country {country}, listed under {', '.join(name.entry.countries)}"
    return f"{agreed} of the {what}; {place}"
