"""Country groups the tariff speaks of."""

EUROPEAN_UNION = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
"""The member states; records write ``EU`` for all of them."""

COLUMN_2 = frozenset({"BY", "CU", "KP", "RU"})
"""Countries of general note 3(b): column 2 rates."""


def members(origins: object) -> frozenset[str]:
    """The countries a record's list of origins names, ``EU`` spelled out."""
    named = [str(origin) for origin in origins] if isinstance(origins, list | tuple) else []
    return frozenset(named) - {"EU"} | (EUROPEAN_UNION if "EU" in named else frozenset())
