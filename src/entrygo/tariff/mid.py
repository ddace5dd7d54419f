"""Manufacturer identification code (19 CFR 102.23, Appendix to part 102): built from a name and address, or checked."""

import re
import unicodedata
from functools import lru_cache

PROVINCES = {
    "AB": "XA", "BC": "XC", "MB": "XM", "NB": "XB", "NL": "XW", "NT": "XT", "NS": "XN",
    "NU": "XV", "ON": "XO", "PE": "XP", "QC": "XQ", "SK": "XS", "YT": "XY",
}  # fmt: skip
"""Canada is never ``CA`` in the code but the province."""

PROVINCE_NAMES = {
    "ALBERTA": "AB", "BRITISH COLUMBIA": "BC", "MANITOBA": "MB", "NEW BRUNSWICK": "NB",
    "NEWFOUNDLAND AND LABRADOR": "NL", "NEWFOUNDLAND": "NL", "NORTHWEST TERRITORIES": "NT", "NOVA SCOTIA": "NS",
    "NUNAVUT": "NU", "ONTARIO": "ON", "PRINCE EDWARD ISLAND": "PE", "QUEBEC": "QC", "SASKATCHEWAN": "SK", "YUKON": "YT",
}  # fmt: skip

IGNORED_WORDS = frozenset({"A", "AN", "AND", "OF", "THE"})
_SHAPE = re.compile(r"[A-Z]{2}[A-Z0-9]{4,13}")
_NUMBER = re.compile(r"\d[\d,]*")


@lru_cache(maxsize=4096)
def build_mid(
    name: str | None, address: str | None, city: str | None, region: str | None, country: str | None
) -> str | None:
    """The code of a manufacturer, or ``None`` when name, city or country (for Canada the province) do not suffice.

    ``address`` is the line before the city; ``country`` the goods' country of origin.
    """
    prefix = _prefix(country, region)
    words = _words(name)
    town = re.sub(r"[^A-Z]", "", _plain(city))[:3]
    if prefix is None or not words or not town:
        return None
    return prefix + "".join(word[:3] for word in words[:2]) + _street_number(address) + town


def check_mid(mid: str, country_of_origin: str) -> list[str]:
    """What is wrong with a code for goods of this origin, in words; empty when nothing is."""
    faults = []
    if not _SHAPE.fullmatch(mid):
        faults.append("it is 6 to 15 capital letters and digits without spaces, and starts with two letters")
    prefix = mid[:2]
    if country_of_origin == "CA" and prefix not in PROVINCES.values():
        faults.append(
            f"goods of Canada take the province's code ({', '.join(sorted(PROVINCES.values()))}), not {prefix!r}"
        )
    elif country_of_origin not in ("CA", prefix):
        faults.append(f"it starts with {prefix!r}, but the goods are of {country_of_origin}")
    if not re.search(r"[A-Z]{3}$", mid):
        faults.append("it ends with the first three letters of the city")
    return faults


def _prefix(country: str | None, region: str | None) -> str | None:
    code = _plain(country).strip()
    if code == "CA":
        province = re.sub(r"[^A-Z ]", "", _plain(region)).strip()
        return PROVINCES.get(PROVINCE_NAMES.get(province, province))
    return code if re.fullmatch(r"[A-Z]{2}", code) else None


def _words(name: str | None) -> list[str]:
    """The name's words that count, initials that stand together made one (``O.A.S.I.S.``, ``A B C``)."""
    words: list[str] = []
    initials = ""
    for part in _parts(name):
        if len(part) == 1:
            initials += part
            continue
        if initials:
            words.append(initials)
            initials = ""
        words.append(part)
    if initials:
        words.append(initials)
    return [word for word in words if word not in IGNORED_WORDS]


def _parts(name: str | None) -> list[str]:
    """Words and initials. Punctuation inside a word vanishes; a full stop ends an initial, a hyphen a word."""
    spaced = re.sub(r"[.\-/&+,]", " ", _plain(name))
    return re.sub(r"[^A-Z0-9 ]", "", spaced).split()


def _street_number(address: str | None) -> str:
    """The largest number, up to its first four digits; numbers in words do not count."""
    numbers = [re.sub(r"\D", "", found) for found in _NUMBER.findall(address or "")]
    return max(numbers, key=int)[:4] if numbers else ""


def _plain(text: str | None) -> str:
    """Capital letters without accents."""
    if text is None or text.isascii():
        return (text or "").upper()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).upper()
