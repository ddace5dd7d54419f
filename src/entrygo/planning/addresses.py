"""United States addresses: states and territories, and which ZIP codes lie in them."""

import re
from functools import lru_cache
from types import MappingProxyType

STATES = MappingProxyType(
    {
        "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
        "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida",
        "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
        "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
        "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri",
        "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
        "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
        "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island",
        "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
        "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin",
        "WY": "Wyoming", "AA": "Armed Forces Americas", "AE": "Armed Forces Europe",
        "AP": "Armed Forces Pacific", "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands",
        "VI": "Virgin Islands",
    }
)  # fmt: skip
"""Postal codes of states, the District, Puerto Rico, insular areas and military posts, with their names."""

MILITARY_MAIL = frozenset({"AA", "AE", "AP"})
OUTSIDE_CUSTOMS_TERRITORY = frozenset({"AS", "GU", "MP", "VI"})
"""Insular areas that are United States soil but lie outside its customs territory (General Note 2)."""

# First three digits of the ZIP codes of each state, as ranges; where a prefix is shared, both states hold it.
_PREFIXES = {
    "AL": "350-369", "AK": "995-999", "AZ": "850-865", "AR": "716-729 755", "CA": "900-961", "CO": "800-816",
    "CT": "060-069", "DE": "197-199", "DC": "200 202-205 569", "FL": "320-349", "GA": "300-319 398-399",
    "HI": "967-968", "ID": "832-838", "IL": "600-629", "IN": "460-479", "IA": "500-528", "KS": "660-679",
    "KY": "400-427", "LA": "700-714", "ME": "039-049", "MD": "206-219", "MA": "010-027 055", "MI": "480-499",
    "MN": "550-567", "MS": "386-397", "MO": "630-658", "MT": "590-599", "NE": "680-693", "NV": "889-898",
    "NH": "030-038", "NJ": "070-089", "NM": "870-884", "NY": "005 063 100-149", "NC": "270-289",
    "ND": "580-588", "OH": "430-459", "OK": "730-732 734-749", "OR": "970-979", "PA": "150-196",
    "PR": "006-007 009", "RI": "028-029", "SC": "290-299", "SD": "570-577", "TN": "370-385 422",
    "TX": "733 739 750-799 885", "UT": "840-847", "VT": "050-059", "VA": "201 220-246", "WA": "980-994",
    "WV": "247-268", "WI": "498 530-549", "WY": "820-831 834", "AA": "340", "AE": "090-099", "AP": "962-966",
    "AS": "967", "GU": "969", "MP": "969", "VI": "008",
}  # fmt: skip

_ZIP = re.compile(r"(?P<prefix>[0-9]{3})[0-9]{2}(?:[- ]?[0-9]{4})?")


def _spread(ranges: str) -> frozenset[str]:
    found: set[str] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(f"{number:03}" for number in range(int(first), int(last or first) + 1))
    return frozenset(found)


_ZIPS_OF = {state: _spread(ranges) for state, ranges in _PREFIXES.items()}
_CODE_OF_NAME = {name.upper(): code for code, name in STATES.items()} | {"WASHINGTON DC": "DC", "D C": "DC"}


@lru_cache(maxsize=1024)
def state_code(region: str | None) -> str | None:
    """The postal code of a state however it is written (``NY``, ``ny``, ``US-NY``, ``New York``), or ``None``."""
    text = " ".join((region or "").upper().replace(".", "").replace(",", "").split()).removeprefix("US-")
    return text if text in STATES else _CODE_OF_NAME.get(text)


def is_zip(postal_code: str) -> bool:
    """Whether this is a five- or nine-digit ZIP code."""
    return bool(_ZIP.fullmatch(postal_code.strip()))


def zip_lies_in(postal_code: str, state: str) -> bool:
    """Whether a well-formed ZIP code's first three digits are used in the state."""
    match = _ZIP.fullmatch(postal_code.strip())
    return match is not None and match["prefix"] in _ZIPS_OF[state]


def with_lost_zeros(postal_code: str | None, region: str | None) -> str | None:
    """A ZIP code with what a spreadsheet took from it or put to it, where the state agrees; any other text as it is.

    That is zeros at its front (``8608``), of nine digits too (``65111234``) and ``.0`` at its end.
    """
    text, state = (postal_code or "").strip(), state_code(region)
    digits, sign, rest = text.removesuffix(".0").partition("-")
    if state is None or not digits.isascii() or not digits.isdecimal():
        return postal_code
    if not sign and len(digits) in {7, 8}:
        digits, sign, rest = digits[:-4], "-", digits[-4:]
    if len(digits) not in {3, 4, 5}:
        return postal_code
    whole = digits.zfill(5) + sign + rest
    return whole if is_zip(whole) and zip_lies_in(whole, state) else postal_code


def states_of_zip(postal_code: str) -> tuple[str, ...]:
    """The states whose ZIP codes begin as this one does."""
    return tuple(state for state in _ZIPS_OF if zip_lies_in(postal_code, state))
