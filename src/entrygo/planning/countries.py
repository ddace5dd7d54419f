"""Countries that law treats apart, by ISO 3166-1 alpha-2 code."""

from entrygo.contract.countries import ISO_CODES

EMBARGOED = {"CU": "Cuba", "IR": "Iran", "KP": "North Korea"}
"""Countries whose goods OFAC forbids to import (31 CFR parts 510, 515, 560)."""

COLUMN_2 = {"BY": "Belarus", "RU": "Russia"}
"""Countries that pay the column 2 rate besides the embargoed ones (General Note 3(b))."""


def is_country(code: str | None) -> bool:
    """Whether this is an assigned alpha-2 code, upper case."""
    return code in ISO_CODES
