"""The broker's entry lines: a row for each product of an entry line at each price, in the columns of :mod:`columns`.

``line_no`` is the entry and its line (``1.2``). ``hts10_sup1`` to ``hts10_sup8`` are the chapter 99 headings, one each,
in customs' order; units are ACE's codes. Where a row gathers several orders they are separated by ``; ``. One product
at two prices is two rows. Each further answer to an agency is a row below, with the line's codes and that answer
alone: its amounts are empty, as they stand once.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from entrygo.contract.facts import Party
from entrygo.contract.money import cents
from entrygo.documents.columns import CHAPTER_99_COLUMNS, LINE_COLUMNS
from entrygo.documents.consignees import Consignees
from entrygo.documents.csv_cells import Cell
from entrygo.documents.invoice import Agency, ConsigneeBlock, Goods, Invoice, Line, Maker
from entrygo.documents.text_format import digits, joined, one_line
from entrygo.tariff.units import ace_code

SEPARATOR = "; "
FDA, CPSC, LACEY = ("FDA",), ("CPSC", "CPS"), ("APHIS", "APH", "LACEY")
AGENCY_COLUMNS = tuple(name for name in LINE_COLUMNS if name.startswith(("pga_", "fda_", "cpsc_", "lacey_")))
IDENTITY = (
    "invoice_number", "invoice_date", "line_no", "po_number", "part_number", "hts10", *CHAPTER_99_COLUMNS, "spi",
    "country_of_origin", "order_id",
)  # fmt: skip
"""The columns a further answer's row repeats, so that it is known whose it is."""
NOTHING: dict[str, Cell] = dict.fromkeys(LINE_COLUMNS)


def rows(invoice: Invoice, *, agency_rows: bool = True) -> Iterator[dict[str, Cell]]:
    """Every row, by column; every column is in every row.

    Without ``agency_rows`` all answers stand in the goods' own row, each column in the order of the agencies.
    """
    makers = {maker.ref: maker for maker in invoice.makers}
    packages = {order.order_id: order.package_ids for order in invoice.orders}
    everywhere, consignees = NOTHING | _everywhere(invoice), Consignees(invoice)
    for line in invoice.lines:
        shared = everywhere | _of_line(line)
        for goods in line.goods:
            row = shared | _of_goods(goods)
            row.update(_of_maker(makers.get(goods.maker_ref or "")))
            row.update(_of_consignee(consignees.of(goods)))
            marks = [mark for item in goods.items for mark in packages[item.order_id]]
            row["package_id"] = SEPARATOR.join(marks)
            answers = [_of_agency(answer) for answer in goods.agencies]
            if not agency_rows:
                row.update(_side_by_side(answers))
                yield _whole(row)
                continue
            first, *further = answers or [{}]
            known = NOTHING | {name: row[name] for name in IDENTITY} if further else NOTHING
            row.update(first)
            yield _whole(row)
            yield from (_whole(known | answer) for answer in further)


def _whole(row: dict[str, Cell]) -> dict[str, Cell]:
    """The row with nothing in place of empty texts."""
    for name in [name for name, cell in row.items() if cell.__class__ is str and not cell]:
        row[name] = None
    return row


def laid_out(invoice: Invoice) -> Iterator[list[Cell]]:
    """Every row in the broker's own columns.

    A layout with fewer places for chapter 99 numbers than goods have gets the rest in its last, with blanks between.
    """
    mapped = {column.source for column in invoice.columns}
    agency_rows = "quantity" in mapped and not mapped.isdisjoint(AGENCY_COLUMNS)
    places = [name for name in CHAPTER_99_COLUMNS if name in mapped]
    sources = [(column.source, column.constant) for column in invoice.columns]
    for row in rows(invoice, agency_rows=agency_rows):
        if places and places != list(CHAPTER_99_COLUMNS):
            numbers = [str(row[name]) for name in CHAPTER_99_COLUMNS if row[name]]
            cells = [*numbers[: len(places) - 1], " ".join(numbers[len(places) - 1 :])]
            row |= dict.fromkeys(places) | {
                name: cell or None for name, cell in zip(places, cells, strict=False)
            }
        yield [row[source] if source else constant for source, constant in sources]


def _everywhere(invoice: Invoice) -> dict[str, Cell]:
    crossing = invoice.crossing
    return {
        "invoice_number": invoice.invoice_number,
        "invoice_date": invoice.invoice_date,
        "country_of_export": crossing.country_of_export,
        "paps_scn": crossing.paps_number,
        "law_as_of": invoice.law.as_of if invoice.law else None,
    }


def _of_line(line: Line) -> dict[str, Cell]:
    headings = [digits(heading) for heading in line.chapter_99]
    if len(headings) > len(CHAPTER_99_COLUMNS):
        raise ValueError(
            f"line {line.entry_number}.{line.line_no} has more headings than the file has columns"
        )
    return {
        "line_no": f"{line.entry_number}.{line.line_no}",
        "hts10": line.hts10,
        **dict(zip(CHAPTER_99_COLUMNS, headings, strict=False)),
        "spi": line.spi,
        "country_of_origin": line.country_of_origin,
    }


def _of_goods(goods: Goods) -> dict[str, Cell]:
    orders = tuple(dict.fromkeys(item.order_number for item in goods.items))
    quantities = dict(zip(("1", "2"), goods.schedule_quantities, strict=False))
    row: dict[str, Cell] = {
        "po_number": joined(orders, SEPARATOR),
        "part_number": goods.sku,
        "description": goods.description,
        "province_of_origin": goods.province_of_origin,
        "mid": goods.mid,
        "quantity": goods.quantity,
        "uom": "PCS",
        "net_weight_kg": goods.net_weight_kg,
        "gross_weight_kg": goods.gross_weight_kg,
        "entered_value_usd": goods.value_usd,
        "add_charges": goods.added_usd,
        "deduct_charges": goods.deducted_usd,
        "related_party": {"yes": "Y", "no": "N"}.get(goods.related_parties or "", goods.related_parties),
        "adcvd_case_ad": _cases(goods, "antidumping"),
        "adcvd_case_cv": _cases(goods, "countervailing"),
        "order_id": joined(tuple(item.order_id for item in goods.items), SEPARATOR),
    }
    row |= of_sale(goods)
    for place, (amount, unit) in quantities.items():
        row |= {f"qty{place}": amount, f"uom{place}": ace_code(unit) or unit.upper()}
    return row | _of_metals(goods)


def of_sale(goods: Goods) -> dict[str, Cell]:
    """Price, value, currency and rate of the sale; a price stated in dollars stands in the sale's own currency.

    Without a rate it cannot, and the cells stay empty: the entered value in dollars stands beside them.
    """
    price: Decimal | None = goods.unit_price
    value: Decimal | None = goods.line_value
    if goods.currency != goods.sale_currency:
        price = cents(goods.unit_price / goods.rate) if goods.rate else None
        value = cents(goods.goods_usd / goods.rate) if goods.rate else None
    return {
        "unit_price": price,
        "line_value": value,
        "currency": goods.sale_currency,
        "exchange_rate": goods.rate,
    }


def _of_metals(goods: Goods) -> dict[str, Cell]:
    metals = goods.metals
    if metals is None:
        return {}
    return {
        "steel_melt_pour_country": metals.steel_melt_pour_country,
        "aluminum_primary_smelt": metals.aluminum_primary_smelt_country,
        "aluminum_secondary_smelt": metals.aluminum_secondary_smelt_country,
        "aluminum_cast_country": metals.aluminum_cast_country,
        "metal_weight_kg_steel": metals.steel_weight_kg,
        "metal_weight_kg_aluminum": metals.aluminum_weight_kg,
        "metal_weight_kg_copper": metals.copper_weight_kg,
    }


def _of_agency(answer: Agency) -> dict[str, Cell]:
    return {
        "pga_agency": answer.agency,
        "pga_program": answer.program,
        "pga_disclaim": answer.disclaim,
        "fda_product_code": _datum(answer, FDA, "productcode"),
        "fda_pn_number": _datum(answer, FDA, "priornoticenumber", "pnnumber", "priornotice"),
        "cpsc_cert_type": _datum(answer, CPSC, "certtype", "certificatetype"),
        "cpsc_registry_ids": _datum(answer, CPSC, "registryids", "registryid"),
        "lacey_genus": _datum(answer, LACEY, "genus"),
        "lacey_species": _datum(answer, LACEY, "species"),
        "lacey_country_harvest": _datum(
            answer, LACEY, "countryofharvest", "countryharvest", "harvestcountry"
        ),
    }


def _side_by_side(answers: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """All answers in one row: agency, programme and disclaim each keep their places, whatever is not stated."""
    row: dict[str, Cell] = {}
    for name in AGENCY_COLUMNS:
        cells = [answer.get(name) for answer in answers]
        if name.startswith("pga_"):
            row[name] = SEPARATOR.join(str(cell or "") for cell in cells) if any(cells) else None
        else:
            row[name] = next((cell for cell in cells if cell), None)
    return row


def _of_maker(maker: Maker | None) -> dict[str, Cell]:
    if maker is None:
        return {}
    return {
        "manufacturer_name": maker.party.name,
        "manufacturer_address": _street(maker.party),
        "manufacturer_city": maker.party.city,
        "manufacturer_postal": maker.party.postal_code,
    }


def _of_consignee(found: ConsigneeBlock | str | None) -> dict[str, Cell]:
    """The ultimate consignee of the goods; of several none is named, as the list stands by order."""
    if not isinstance(found, ConsigneeBlock):
        return {"consignee_name": found}
    party = found.party
    return {
        "consignee_name": one_line(party.name or ""),
        "consignee_address": _street(party),
        "consignee_city": party.city,
        "consignee_state": party.region,
        "consignee_zip": party.postal_code,
    }


def _street(party: Party) -> str | None:
    return joined((party.address1, party.address2)) or None


def _cases(goods: Goods, kind: str) -> str | None:
    return joined(tuple(case.text for case in goods.adcvd if case.kind == kind), SEPARATOR) or None


def _datum(answer: Agency, agencies: tuple[str, ...], *names: str) -> str | None:
    """The datum of that name in an answer to one of these agencies, however its key is spelled."""
    if answer.agency.upper().startswith(agencies):
        for name, text in answer.data:
            if "".join(sign for sign in name.lower() if sign.isalnum()) in names:
                return text
    return None
