"""Charges of an order: what each is by its name, and which way it moves the customs value (19 USC 1401a(b))."""

import re
from collections.abc import Iterable

from entrygo.contract.facts import Charge
from entrygo.contract.plan import ChargeEffect, ReadCharge

DEDUCTED_WHEN_INCLUDED = frozenset(
    {"freight", "insurance", "us_inland_freight", "us_duty", "us_tax", "buying_commission"}
)
"""Not part of the value: taken off a price that holds them (19 USC 1401a(b)(4); 19 CFR 152.103(a)(5), (i))."""

ADDED_WHEN_NOT_INCLUDED = frozenset({"packing", "selling_commission", "royalty", "assist", "proceeds"})
"""Part of the value: added to a price that lacks them (19 USC 1401a(b)(1))."""

REDUCTIONS = frozenset({"discount", "refund"})
"""Agreed before importation, they lower the price paid (19 CFR 152.103(a)(4))."""

UNCLEAR = frozenset({"handling", "other"})
"""May be packing (part of the value) or a service after import (not part): nothing is computed, a person looks."""

NOT_PAID_BY_BUYER = frozenset({"assist", "proceeds", "buying_commission"})
"""Part of no payment of the buyer to the seller, so of no invoice's total."""

TYPES = DEDUCTED_WHEN_INCLUDED | ADDED_WHEN_NOT_INCLUDED | REDUCTIONS | UNCLEAR
OTHER = "other"

# Words people use, tried from the top: a discount on shipping is a discount, a shipping insurance is an insurance,
# duties and taxes are duty. Carriage before the border is part of the value unless a through bill shows it, so
# inland freight of no country is none that can be taken off (19 CFR 152.103(a)(5)).
_WORDS: tuple[tuple[str, str], ...] = (
    ("refund", r"refund(?:ed)?s?|cash ?back|rebates?|price adjustment"),
    ("discount", r"discount(?:ed)?s?|coupons?|vouchers?|promo(?:tion|tional|code)?s?|markdowns?|(?:store|shop) credits?"
                 r"|price reductions?|sale reductions?|loyalty|savings?"),
    ("buying_commission", r"(?:buying|purchas(?:e|ing)|buyer(?:s|'s)?) (?:agent(?:s|'s)? )?commissions?"),
    ("selling_commission", r"(?:selling|sales?|seller(?:s|'s)?) (?:agent(?:s|'s)? )?commissions?"),
    ("royalty", r"royalt(?:y|ies)|licen[cs]e fees?|licensing(?: fees?)?"),
    ("assist", r"assists?|tooling|moulds?|molds?|dies"),
    ("proceeds", r"proceeds(?: of resale)?|profit shares?"),
    ("us_duty", r"dut(?:y|ies)|tariffs?|(?:us |import )?customs(?: dut(?:y|ies))?"),
    ("us_tax", r"(?:us|u s|sales?|state|excise|federal excise) tax(?:es)?|tax(?:es)?|mpf|hmf|merchandise processing"
               r"|harbou?r maintenance"),
    ("insurance", r"insurances?|insured"),
    ("us_inland_freight", r"(?:us|u s|american|last mile) (?:inland |domestic )?(?:freight|shipping|delivery|carriage|"
                          r"transport(?:ation)?)"),
    (OTHER, r"(?:canadian |foreign )?(?:vat|gst|hst|pst|qst)"),
    (OTHER, r"(?:foreign|canadian|export|domestic|inland|local) (?:inland |domestic )?(?:freight|shipping|delivery"
            r"|carriage|transport(?:ation)?)"),
    ("freight", r"freight|shipping|shipment|postage|deliver(?:y|ies)|carriage|courier|transport(?:ation)?|mailing"
                r"|express"),
    ("packing", r"pack(?:ing|aging)|boxes|box|crat(?:es?|ing)|containers?|gift ?wrap(?:ping)?|coverings?"),
    ("handling", r"handling|brokerage|service fees?|processing(?: fees?)?"),
)  # fmt: skip
_READ = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for kind, words in _WORDS)
_FILLER = re.compile(
    r"(?<!\w)(?:and|fees?|costs?|charges?|surcharges?|amounts?|total|international|intl|standard|free|us|u s|on|of|for"
    r"|the|included|prepaid|ground|air|sea|ocean|import|economy|priority)(?!\w)"
)


def read_type(stated: str) -> str | None:
    """The type a charge's name says, ``None`` where it says none or several that move the value differently."""
    words = " ".join(re.sub(r"[^\w']+", " ", stated.lower().replace("_", " ")).split())
    exact = words.replace(" ", "_")
    if exact in TYPES:
        return exact
    found: list[str] = []
    for kind, pattern in _READ:
        if not pattern.search(words):
            continue
        if kind in REDUCTIONS:
            return kind
        found.append(kind)
        words = pattern.sub(" ", words)
    if not found or OTHER in found or len({_group(kind) for kind in found}) > 1:
        return None
    return found[0]


def _lowers_no_goods(stated: str) -> bool:
    """Whether a reduction's name says that it lowered carriage, duty or a tax: free shipping, a refund of VAT."""
    words = " ".join(re.sub(r"[^\w']+", " ", stated.lower().replace("_", " ")).split())
    return any(kind in (*DEDUCTED_WHEN_INCLUDED, OTHER) and pattern.search(words) for kind, pattern in _READ)


def _group(kind: str) -> str:
    groups = {"deducted": DEDUCTED_WHEN_INCLUDED, "added": ADDED_WHEN_NOT_INCLUDED, "unclear": UNCLEAR}
    return next((name for name, kinds in groups.items() if kind in kinds), kind)


def effect_of(kind: str, *, included: bool) -> ChargeEffect:
    """Which way a charge of this type moves the customs value."""
    if kind in UNCLEAR:
        return "unclear"
    if kind in REDUCTIONS:
        return "none" if included else "deducted"
    if kind in DEDUCTED_WHEN_INCLUDED:
        return "deducted" if included else "none"
    return "none" if included else "added"


def _effect(charge: Charge, kind: str) -> ChargeEffect:
    effect = effect_of(kind, included=charge.included)
    is_unclear = kind in REDUCTIONS and effect == "deducted" and _lowers_no_goods(charge.type)
    return "unclear" if is_unclear else effect


def read_charges(charges: Iterable[Charge]) -> tuple[ReadCharge, ...]:
    """An order's charges as they are read, in the order's order."""
    read = []
    for charge in charges:
        kind = read_type(charge.type)
        read.append(
            ReadCharge(
                type=kind or OTHER,
                stated_type=charge.type,
                is_known=kind is not None,
                amount_usd=charge.amount_usd,
                included=charge.included,
                effect=_effect(charge, kind or OTHER),
                evidence=charge.evidence,
            )
        )
    return tuple(read)
