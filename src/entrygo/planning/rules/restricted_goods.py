"""PGA-007: goods that need a permit whatever their value."""

from collections.abc import Iterator
from dataclasses import dataclass

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import AGENCIES, is_answered
from entrygo.planning.product_facts import chapter_of, code_of, mentioned, wording
from entrygo.planning.rule import Case, Hit, Rule, Scope


@dataclass(frozen=True, slots=True)
class Restricted:
    """A class of restricted goods: its name, whom it must answer (any of them), how it is known."""

    name: str
    agencies: tuple[str, ...]
    code_prefixes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


RESTRICTED = (
    Restricted("alcohol", ("TB",), ("2203", "2204", "2205", "2206", "2207", "2208")),
    Restricted("tobacco", ("TB", "FD"), ("2401", "2402", "2403")),
    Restricted(
        "nicotine and vapes",
        ("FD",),
        ("2404", "854340"),
        ("vape", "vapes", "e-cigarette", "e-cigarettes", "e-liquid", "nicotine"),
    ),
    Restricted(
        "arms and ammunition",
        ("AT",),
        ("9301", "9302", "9303", "9305", "9306"),
        ("firearm", "firearms", "handgun", "handguns", "ammunition"),
    ),
    Restricted(
        "controlled drugs",
        ("DE",),
        ("12113000", "12114000"),
        ("cannabis", "marijuana", "thc", "kratom", "psilocybin", "ketamine", "fentanyl"),
    ),
    Restricted("CBD", ("FD", "DE"), (), ("cbd", "cannabidiol", "hemp extract")),
)
# A book about firearms and a shirt that says vape are neither: words are not read in these chapters.
NOT_READ_FOR_WORDS = frozenset({42, 48, 49, *range(61, 66)})


def _check(case: Case, product: Product) -> Iterator[Hit]:
    code = code_of(case, product)
    text = "" if chapter_of(case, product) in NOT_READ_FOR_WORDS else wording(product)
    for restricted in RESTRICTED:
        reason = _reason(restricted, code, text)
        if reason and not any(is_answered(product, agency) for agency in restricted.agencies):
            names = " or ".join(AGENCIES[agency].label for agency in restricted.agencies)
            yield Hit(
                field="product.pga",
                message=f"Product {product.label} is restricted ({restricted.name}: {reason}) and pga holds "
                f"no answer to {names}.",
                missing=True,
            )


def _reason(restricted: Restricted, code: str, text: str) -> str | None:
    prefix = next((prefix for prefix in restricted.code_prefixes if code.startswith(prefix)), None)
    if prefix:
        return f"code {prefix}"
    words = mentioned(restricted.words, text)
    return f"the words {', '.join(words)}" if words else None


RULE = Rule(
    id="PGA-007",
    code="RESTRICTED_GOODS",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Alcohol, tobacco, arms, drugs, CBD or vapes",
    fix="Take the goods out of the orders, or put the agency's permit in pga (TTB, FDA, ATF, DEA) or a "
    "disclaim code saying why the goods are not restricted.",
    legal_source="27 USC 203; 21 USC 331, 952; 22 USC 2778; 15 USC 376",
    explanation="Fires when the code or the wording shows alcohol (2203 to 2208), tobacco (2401 to "
    "2403), nicotine and vapes (2404, 8543.40), arms and ammunition (chapter 93), controlled drugs or "
    "CBD, and pga holds neither data nor a disclaim for the agency in charge. Alcohol and tobacco are "
    "known by code alone, as their words stand on too many other goods. Words are not read in chapters "
    "42, 48, 49 and 61 to 65: a book about firearms is a book.",
    check=_check,
    deduction=25,
)
