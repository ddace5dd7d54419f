"""The product fixer: rows of inputs as a form sends them, and the changes they mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from entrygo.contract.canonical import decimal_text

Json = dict[str, Any]  # Any: JSON of an answer
COLUMN_SETS: Mapping[str, tuple[str, ...]] = {
    "basics": ("title", "description", "hsCode", "countryOfOrigin", "netWeightKg", "unitValueUsd"),
    "maker": (
        "manufacturer.name",
        "manufacturer.address",
        "manufacturer.city",
        "manufacturer.region",
        "manufacturer.postalCode",
        "manufacturer.country",
        "manufacturer.mid",
    ),
    "metals": (
        "metals.steelWeightKg",
        "metals.steelMeltPourCountry",
        "metals.aluminumWeightKg",
        "metals.aluminumPrimarySmeltCountry",
        "metals.aluminumCastCountry",
        "metals.copperWeightKg",
    ),
    "usmca": ("usmca.criterion", "usmca.certifier", "usmca.validFrom", "usmca.validTo"),
}
NUMBERS = frozenset(
    {
        "unitValueUsd",
        "netWeightKg",
        "grossWeightKg",
        "metals.steelWeightKg",
        "metals.aluminumWeightKg",
        "metals.copperWeightKg",
    }
)
LONG = frozenset({"description"})
WIDTHS: Mapping[str, str] = {
    "description": "long",
    "title": "middle",
    "countryOfOrigin": "short",
    "netWeightKg": "short",
    "unitValueUsd": "short",
    "manufacturer.country": "short",
    "manufacturer.region": "short",
    "manufacturer.postalCode": "short",
}
"""How wide a cell is, where it is not as wide as the others; those ``long`` and ``middle`` have several lines."""
SEEN = "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A product as the form sent it: what stands in each cell, and when the product last changed as it was shown."""

    product_id: str
    seen: str
    cells: Mapping[str, str]


def rows_of(form: Mapping[str, str]) -> list[Row]:
    """The rows of a form; a field is named ``{product}:{field}``."""
    found: dict[str, dict[str, str]] = {}
    for name, value in form.items():
        product_id, colon, field = name.partition(":")
        if colon:
            found.setdefault(product_id, {})[field] = value
    return [
        Row(product_id=product_id, seen=cells.pop(SEEN, ""), cells=cells)
        for product_id, cells in found.items()
    ]


def cell(product: Mapping[str, Any], field: str) -> str:  # Any: JSON of an answer
    """What stands in a cell; nothing for what is not known."""
    value: Any = product  # Any: JSON of an answer
    for part in field.split("."):
        value = (value or {}).get(part)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return decimal_text(Decimal(repr(value)))
    return str(value)


def changes_of(product: Mapping[str, Any], typed: Mapping[str, str]) -> Json:  # Any: JSON of an answer
    """The fields that differ from what is kept, as a patch takes them; a part of a maker goes with its other parts."""
    found: Json = {}
    for field, text in typed.items():
        if _same(text, cell(product, field)):
            continue
        block, dot, inner = field.partition(".")
        if not dot:
            found[field] = value_of(field, text)
            continue
        kept = found.setdefault(block, dict(product.get(block) or {}))
        kept[inner] = value_of(field, text)
        if block == "manufacturer" and inner != "mid" and "manufacturer.mid" not in typed:
            kept.pop("mid", None)  # it was built from the maker's name and address, and is built anew
    return found


def _same(typed: str, kept: str) -> bool:
    return typed.strip().replace("\r\n", "\n") == kept.strip()


def value_of(field: str, text: str) -> Any:  # Any: JSON
    """A cell's text as JSON has it; what is no number stays text, and the operation says so."""
    text = text.strip()
    if not text:
        return None
    if field not in NUMBERS:
        return text
    try:
        return float(Decimal(text.replace(",", ".")))  # lint: allow exact-money -- JSON; read exactly again
    except InvalidOperation:
        return text


def faults_by_cell(issues: Sequence[Json], order: Sequence[str]) -> dict[tuple[str, str], str]:
    """The words of a refusal by product and field. ``order`` is of the products, as the changes were sent."""
    return dict(_faults(issues, order))


def _faults(issues: Sequence[Json], order: Sequence[str]) -> Iterator[tuple[tuple[str, str], str]]:
    for each in issues:
        parts = str(each["path"]).split(".")
        if len(parts) > 3 and parts[0] == "changes" and parts[1].isdigit():
            yield (order[int(parts[1])], ".".join(parts[3:])), str(each["message"])
