"""The columns of the broker's entry lines, in their fixed order, and how a broker's own header maps onto them."""

from dataclasses import dataclass

CHAPTER_99_COLUMNS = tuple(f"hts10_sup{place}" for place in range(1, 9))
"""One chapter 99 number each, in the order customs wants them. No goods draw more than eight programmes."""

LINE_COLUMNS = (
    "invoice_number", "invoice_date", "line_no", "po_number", "part_number", "description", "hts10", "hts10_sup1",
    "hts10_sup2", "spi", "country_of_origin", "country_of_export", "province_of_origin", "mid", "manufacturer_name",
    "manufacturer_address", "manufacturer_city", "manufacturer_postal", "quantity", "uom", "qty1", "uom1", "qty2",
    "uom2", "net_weight_kg", "gross_weight_kg", "unit_price", "line_value", "currency", "exchange_rate",
    "entered_value_usd", "add_charges", "deduct_charges", "related_party", "adcvd_case_ad", "adcvd_case_cv",
    "steel_melt_pour_country", "aluminum_primary_smelt", "aluminum_secondary_smelt", "aluminum_cast_country",
    "metal_weight_kg_steel", "metal_weight_kg_aluminum", "metal_weight_kg_copper", "pga_agency", "pga_program",
    "pga_disclaim", "fda_product_code", "fda_pn_number", "cpsc_cert_type", "cpsc_registry_ids", "lacey_genus",
    "lacey_species", "lacey_country_harvest", "consignee_name", "consignee_address", "consignee_city",
    "consignee_state", "consignee_zip", "order_id", "package_id", "paps_scn", "hts10_sup3", "hts10_sup4", "hts10_sup5",
    "hts10_sup6", "hts10_sup7", "hts10_sup8", "law_as_of",
)  # fmt: skip
"""Every column of ``broker_entry_lines.csv``; ``line_no`` is the entry and its line (``1.2``); ``law_as_of`` the day of
the law by which the plan chose the numbers."""

NUMERIC = frozenset(
    {"quantity", "qty1", "qty2", "net_weight_kg", "gross_weight_kg", "unit_price", "line_value", "exchange_rate",
     "entered_value_usd", "add_charges", "deduct_charges", "metal_weight_kg_steel", "metal_weight_kg_aluminum",
     "metal_weight_kg_copper"}
)  # fmt: skip
"""The columns that hold plain decimals of ours; all others are text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a broker's file: its header, and one of our columns or a constant text."""

    name: str
    source: str | None = None
    constant: str | None = None


OWN_COLUMNS = tuple(Column(name=name, source=name) for name in LINE_COLUMNS)
"""The file as it is without a broker's mapping."""
