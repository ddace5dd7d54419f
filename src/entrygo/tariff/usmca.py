"""When a USMCA claim counts: a certification covering the entry date, on goods of Canada, Mexico or the US."""

from datetime import date

from entrygo.contract.facts import Usmca

PARTIES = frozenset({"CA", "MX", "US"})
"""Origins that can be originating goods under general note 11."""

CLAIM_INDICATORS = ("S", "S+")
"""Special programme indicators of the agreement, the usual one first."""


def is_claimed(usmca: Usmca | None, on: date) -> bool:
    """Whether the certification says the product qualifies and its stated period covers the date.

    A period without both its ends is no period: nothing is claimed on it.
    """
    if usmca is None or not usmca.qualifies or usmca.valid_from is None or usmca.valid_to is None:
        return False
    return usmca.valid_from <= on <= usmca.valid_to


def claims_usmca(usmca: Usmca | None, origin: str, on: date) -> bool:
    """Whether goods of this origin enter under the agreement on the date."""
    return origin in PARTIES and is_claimed(usmca, on)
