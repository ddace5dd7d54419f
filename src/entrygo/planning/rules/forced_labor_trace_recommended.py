"""FLB-001: a priority sector of the forced labour law with Chinese input and no trace."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import code_of, material_names, mentioned, stated, wording
from entrygo.planning.rule import Case, Hit, Rule, Scope

TRACE_KEYS = ("supplyChainTrace", "forcedLaborTrace", "uflpaTrace")
INPUT_KEYS = ("inputCountries", "inputOrigins", "cottonOrigin", "materialOrigin", "materialOrigins")
CHINA = ("cn", "chn", "china")


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector the enforcement strategy puts first; ``severity`` follows how sure its listing is."""

    name: str
    words: tuple[str, ...]
    code_prefixes: tuple[str, ...]
    severity: Severity


SECTORS = (
    Sector("cotton", ("cotton",), ("52",), Severity.WARNING),
    Sector("tomatoes", (), ("0702", "2002", "200950", "210320"), Severity.WARNING),
    Sector(
        "polysilicon",
        ("polysilicon", "photovoltaic"),
        ("280461", "8541"),
        Severity.WARNING,
    ),
    Sector("PVC", ("pvc", "polyvinyl chloride", "vinyl"), ("3904",), Severity.WARNING),
    Sector("aluminum", ("aluminum", "aluminium"), ("76",), Severity.WARNING),
    Sector("seafood", (), ("03", "1604", "1605"), Severity.WARNING),
    Sector("steel", ("steel",), ("72", "73"), Severity.INFO),
    Sector("copper", ("copper",), ("74",), Severity.INFO),
    Sector("lithium", ("lithium",), ("850650", "850760"), Severity.INFO),
    Sector("caustic soda", ("caustic soda", "sodium hydroxide"), ("2815",), Severity.INFO),
    Sector("red dates", ("red dates", "jujube", "jujubes"), (), Severity.INFO),
)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if not _has_chinese_input(product) or stated(product.attributes, *TRACE_KEYS) is not None:
        return
    code, text = code_of(case, product), material_names(product) or wording(product)
    found = [s for s in SECTORS if code.startswith(s.code_prefixes or ("-",)) or mentioned(s.words, text)]
    for severity in (Severity.WARNING, Severity.INFO):
        names = [sector.name for sector in found if sector.severity is severity]
        if names:
            yield Hit(
                field="product.attributes.supplyChainTrace",
                message=f"Product {product.label} has Chinese input in a priority sector "
                f"({', '.join(names)}) and no trace of its supply chain.",
                severity=severity,
                missing=severity is Severity.WARNING,
            )


def _has_chinese_input(product: Product) -> bool:
    inputs = (_text(value) for value in _inputs(product.attributes))
    return _is_china(product.country_of_origin or "") or any(_is_china(text) for text in inputs)


def _inputs(attributes: Mapping[str, Any]) -> Iterator[object]:  # Any: the operator's own attributes
    return (value for key in INPUT_KEYS if (value := stated(attributes, key)) is not None)


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _is_china(text: str) -> bool:
    return bool(mentioned(CHINA, text.lower()))


RULE = Rule(
    id="FLB-001",
    code="FORCED_LABOR_TRACE_RECOMMENDED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Priority sector with Chinese input and no trace",
    fix="Collect the maker's supply chain papers and name them in attributes.supplyChainTrace.",
    legal_source="19 USC 1307; Uyghur Forced Labor Prevention Act, Pub. L. 117-78",
    explanation="Fires when goods of Chinese origin, or with Chinese input stated in the attributes "
    "(inputCountries, cottonOrigin, ...), belong to a priority sector by code or words and "
    "attributes.supplyChainTrace names no papers. Cotton, tomatoes, polysilicon, PVC, aluminum and "
    "seafood are a warning; the sectors said to be added in 2025 (steel, copper, lithium, caustic soda, "
    "red dates) are told, as that listing was not read in primary text.",
    check=_check,
    deduction=5,
)
