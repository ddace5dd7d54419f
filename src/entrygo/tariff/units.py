"""Units of quantity: the schedule's spellings, one normal form each, and what converts into what.

A normal form is a singular word (``piece``, ``dozen``, ``pair``, ``liter``) or such a word with what it is
measured on (``kg drained``, ``kg lead``). Only units of one family convert: a liter never becomes a kilogram,
a drained or clean weight never follows from the net weight, and a pair is not two pieces.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

WEIGHT_TOLERANCE = Decimal("0.1")
SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "w": "w", "watt": "w", "watts": "w",
        # counts
        "no.": "piece", "no": "piece", "pcs": "piece", "pcs.": "piece", "piece": "piece", "pieces": "piece",
        "each": "piece", "article": "piece", "head": "piece", "number": "piece", "pc": "piece", "units": "piece",
        "doz.": "dozen", "doz": "dozen", "dozen": "dozen", "dozens": "dozen", "dz pcs": "dozen", "dpc": "dozen",
        "hundreds": "hundred", "hundred": "hundred", "hun": "hundred",
        "gross": "gross", "gr": "gross", "gross of immediate containers": "gross containers",
        "thousands": "thousand", "thousand": "thousand", "1000": "thousand", "1,000": "thousand", "k": "thousand",
        "1,000 pins": "thousand", "1000 pins": "thousand",
        "prs.": "pair", "prs": "pair", "pr.": "pair", "pr": "pair", "pair": "pair", "pairs": "pair",
        "doz. prs.": "dozen pair", "doz. prs": "dozen pair", "dpr": "dozen pair",
        "pack": "pack", "packs": "pack", "pk": "pack", "doses": "dose", "dose": "dose", "ds": "dose",
        "square": "square", "sq": "square",
        "jwls.": "jewel", "jewel": "jewel", "jewels": "jewel", "jwl": "jewel", "jewel over 7": "jewel over 7",
        "gr.lines": "line gross", "line/gross": "line gross", "grl": "line gross",
        # mass
        "kg": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "g": "g", "gram": "g", "grams": "g", "t": "t",
        "tonne": "t", "tonnes": "t", "metric tons": "t", "carat": "carat", "carats": "carat", "car": "carat",
        "ckg": "kg component", "ctn": "t component", "aug": "au g", "agg": "ag g", "ptg": "pt g", "pdg": "pd g",
        "rhg": "rh g", "irg": "ir g", "osg": "os g", "rug": "ru g", "cgm": "g component",
        "kg drained": "kg drained", "kg on drained weight": "kg drained", "kg on drained weght": "kg drained",
        "clean kg": "kg clean", "cy kg": "kg clean", "cyk": "kg clean",
        "kg on entire contents of container": "kg with container",
        "kg on contents and container": "kg with container",
        "kg, including weight of container": "kg with container",
        "t, including weight of container": "t with container",
        "kg of total sugars": "kg total sugars", "kg ttl sug": "kg total sugars",
        "kg of anhydrous morphine content": "kg morphine", "kg amc": "kg morphine",
        "kg on lead content": "kg lead", "pb kg": "kg lead", "kg on copper content": "kg copper", "cu kg": "kg copper",
        "kg on zinc content": "kg zinc", "zn kg": "kg zinc", "kg on molybdenum content": "kg molybdenum",
        "mo kg": "kg molybdenum", "kg on tungsten content": "kg tungsten", "w kg": "kg tungsten",
        "kg on magnesium content": "kg magnesium", "mg kg": "kg magnesium", "kg on manganese content": "kg manganese",
        "mn kg": "kg manganese", "kg on silicon content": "kg silicon", "si kg": "kg silicon",
        "kg cmsc": "kg milk solids", "kg msc": "kg milk solids",
        # length, area, volume
        "m": "m", "meter": "m", "meters": "m", "metre": "m", "metres": "m",
        "lin. m": "m", "lnm": "m", "fbm": "fiber m", "thousand m": "thousand m", "km": "thousand m",
        "m2": "m2", "sq m": "m2", "sqm": "m2", "square meters": "m2", "square metres": "m2",
        "cm2": "cm2", "m2 of recording surface": "m2 recording",
        "m3": "m3", "cubic meters": "m3", "cubic metres": "m3", "thousand m3": "thousand m3", "km3": "thousand m3",
        "liters": "liter", "liter": "liter", "litres": "liter", "litre": "liter", "l": "liter", "bbl": "barrel",
        "barrel": "barrel", "barrels": "barrel",
        "pf.liters": "proof liter", "pf.liter": "proof liter", "pf. liter": "proof liter", "pfl": "proof liter",
        "pf. liter on ethyl alcohol content": "proof liter", "pf.liter on ethyl alcohol content": "proof liter",
    }
)  # fmt: skip
"""How the schedule, its rate texts and the agency report spell a unit (lower case), and our normal form of it."""

FAMILIES: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {
        "piece": ("count", Decimal(1)), "dozen": ("count", Decimal(12)), "hundred": ("count", Decimal(100)),
        "gross": ("count", Decimal(144)), "thousand": ("count", Decimal(1000)),
        "pair": ("pairs", Decimal(1)), "dozen pair": ("pairs", Decimal(12)),
        "kg": ("mass", Decimal(1)), "g": ("mass", Decimal("0.001")), "t": ("mass", Decimal(1000)),
        "carat": ("mass", Decimal("0.0002")),
        "m": ("length", Decimal(1)), "thousand m": ("length", Decimal(1000)),
        "m2": ("area", Decimal(1)), "cm2": ("area", Decimal("0.0001")),
        "liter": ("volume", Decimal(1)), "m3": ("volume", Decimal(1000)), "thousand m3": ("volume", Decimal(1000000)),
    }
)  # fmt: skip
"""Normal form -> (family, size in the family's first unit). A unit that is not here converts into nothing."""


ACE_CODES: Mapping[str, str] = MappingProxyType(
    {
        "piece": "NO", "dozen": "DOZ", "hundred": "HUN", "gross": "GR", "gross containers": "GR", "thousand": "K",
        "pair": "PRS", "dozen pair": "DPR", "pack": "PK", "dose": "DS", "square": "SQ", "jewel": "JWL",
        "jewel over 7": "JWL", "line gross": "GRL", "kg": "KG", "g": "G", "t": "T", "carat": "CAR", "kg clean": "CYK",
        "kg component": "CKG", "t component": "CTN", "g component": "CGM", "au g": "AUG", "ag g": "AGG", "pt g": "PTG",
        "pd g": "PDG", "rh g": "RHG", "ir g": "IRG", "os g": "OSG", "ru g": "RUG", "m": "M", "thousand m": "KM",
        "fiber m": "FBM", "m2": "M2", "cm2": "CM2", "m3": "M3", "thousand m3": "KM3", "liter": "L", "barrel": "BBL",
        "proof liter": "PFL", "w": "W", "gbq": "GBQ", "mwh": "MWH", "x": "X", "t dwb": "T",
    }
)  # fmt: skip
"""Normal form -> the code of ACE (CATAIR, appendix C), as the agency report states it for the codes of the schedule.

A mass of one constituent has no code of its own there: kilograms are ``CKG``, tonnes ``CTN``.
"""
_OF_CONTENT = (
    (re.compile(r"kg .+|.+ kg"), "CKG"),
    (re.compile(r"t .+|.+ t"), "CTN"),
    (re.compile(r".+ g"), "CGM"),
)


_BY_SPELLING: Mapping[str, str] = MappingProxyType(
    {"pcs": "PCS", "dz pcs": "DPC", "dpc": "DPC", "lin. m": "LNM", "lnm": "LNM"}
)
"""Spellings whose code is not that of their normal form."""


@lru_cache(maxsize=1024)
def ace_code(text: str) -> str | None:
    """The ACE code of a unit as anyone spells it; ``None`` for one that ACE has none for."""
    name = unit(text)
    if (own := _BY_SPELLING.get(text.strip().lower())) is not None:
        return own
    if name in ACE_CODES:
        return ACE_CODES[name]
    return next((code for pattern, code in _OF_CONTENT if pattern.fullmatch(name)), None)


def is_known(text: str) -> bool:
    """Whether anything measures in this unit, by any spelling."""
    return ace_code(text) is not None


def weights_differ(kilograms: Decimal, net_weight_kg: Decimal) -> bool:
    """Whether a quantity in kilograms is more than a tenth from the net weight that it is to be."""
    return abs(kilograms - net_weight_kg) > net_weight_kg * WEIGHT_TOLERANCE


@lru_cache(maxsize=1024)
def unit(text: str) -> str:
    """The normal form of a unit as anyone spells it; an unknown one comes back in lower case, to equal itself."""
    spelled = re.sub(r"</?sup>", "", text).replace("²", "2").replace("³", "3")
    spelled = re.sub(r"\s+", " ", spelled).strip().lower()
    return SPELLINGS.get(spelled, spelled)


def quantity_in(
    wanted: str, quantities: Mapping[str, Decimal], net_weight_kg: Decimal | None
) -> Decimal | None:
    """How much there is in a unit, from quantities stated in any unit of its family; ``None`` when unknown.

    A quantity stated in the very unit wins over a converted one, and a stated mass over the net weight. A mass of a
    constituent may be stated under ACE's one code for all of them (``CKG``).
    """
    stated = {unit(name): quantity for name, quantity in quantities.items()}
    target = unit(wanted)
    if target in stated:
        return stated[target]
    if target not in FAMILIES:
        return stated.get(unit(ace_code(target) or target))
    family, size = FAMILIES[target]
    for name, quantity in stated.items():
        if name in FAMILIES and FAMILIES[name][0] == family:
            return quantity * FAMILIES[name][1] / size
    return net_weight_kg / size if family == "mass" and net_weight_kg is not None else None
