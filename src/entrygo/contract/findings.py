"""What planning finds: each finding names the order, the product, the field, the reason in law and the fix."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Detail: TypeAlias = str | Decimal | tuple[str, ...] | None
"""A value in a finding's details: words, an amount, a list of words, or what is not known."""


class Severity(StrEnum):
    """``error`` blocks, ``warning`` asks for review, ``info`` is told and deducts nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def rule_page(rule: str) -> str:
    """Where this server explains a rule."""
    return f"/docs/rules/{rule}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of one rule about one subject.

    ``field`` is relative to its subject: ``product.hsCode`` for a product, ``shipTo.city`` for an order,
    ``items[2].quantity`` for a line, ``account.importerOfRecord.number`` for anything else. The answer's path
    (``orders[0].items[1].product.hsCode``) is made from it and the request's order by the planner, so that the
    hashed document does not depend on the order of ids. ``details`` are values a caller may act on, by name.
    """

    rule: str
    code: str
    severity: Severity
    field: str
    message: str
    fix: str
    legal_source: str
    deduction: int
    product_id: str | None = None
    order_id: str | None = None
    affected_order_ids: tuple[str, ...] = ()
    details: Mapping[str, Detail] | None = None

    @property
    def doc_url(self) -> str:
        """Page of the rule on this server."""
        return rule_page(self.rule)
