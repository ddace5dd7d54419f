"""Tables a broker imports: fixed columns, cells nobody computes, and the way back without a loss."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import PgaAnswer
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.columns import LINE_COLUMNS, NUMERIC, OWN_COLUMNS
from entrygo.documents.csv_cells import BOM, neutral, read, read_columns, restored, written
from entrygo.documents.entry_lines import rows
from entrygo.documents.package import rendered_one
from entrygo.documents.profile import profile_faults, profile_of
from tests.rooms.documents.package_facts import broker, full

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
FIXED = [
    "invoice_number",
    "invoice_date",
    "line_no",
    "po_number",
    "part_number",
    "description",
    "hts10",
    "hts10_sup1",
    "hts10_sup2",
    "spi",
    "country_of_origin",
    "country_of_export",
    "province_of_origin",
    "mid",
    "manufacturer_name",
    "manufacturer_address",
    "manufacturer_city",
    "manufacturer_postal",
    "quantity",
    "uom",
    "qty1",
    "uom1",
    "qty2",
    "uom2",
    "net_weight_kg",
    "gross_weight_kg",
    "unit_price",
    "line_value",
    "currency",
    "exchange_rate",
    "entered_value_usd",
    "add_charges",
    "deduct_charges",
    "related_party",
    "adcvd_case_ad",
    "adcvd_case_cv",
    "steel_melt_pour_country",
    "aluminum_primary_smelt",
    "aluminum_secondary_smelt",
    "aluminum_cast_country",
    "metal_weight_kg_steel",
    "metal_weight_kg_aluminum",
    "metal_weight_kg_copper",
    "pga_agency",
    "pga_program",
    "pga_disclaim",
    "fda_product_code",
    "fda_pn_number",
    "cpsc_cert_type",
    "cpsc_registry_ids",
    "lacey_genus",
    "lacey_species",
    "lacey_country_harvest",
    "consignee_name",
    "consignee_address",
    "consignee_city",
    "consignee_state",
    "consignee_zip",
    "order_id",
    "package_id",
    "paps_scn",
    "hts10_sup3",
    "hts10_sup4",
    "hts10_sup5",
    "hts10_sup6",
    "hts10_sup7",
    "hts10_sup8",
    "law_as_of",
]
PROFILE = {
    "columns": [
        {"name": "Client", "value": "=ACME"},
        {"name": "Tariff", "from": "hts10"},
        {"name": "=Line", "from": "line_no"},
        {"name": "Goods", "from": "description"},
        {"name": "Qty", "from": "quantity"},
        {"name": "Value", "from": "line_value"},
        {"name": "SKU", "from": "part_number"},
    ]
}


def lines_file(package_facts):
    """The bytes of the package's ``broker_entry_lines.csv``."""
    return rendered_one(invoice_of(package_facts), "broker_lines").content


def read_lines(data, columns):
    """The rows of a broker's file by our columns, without its constants."""
    mapped = [column for column in columns if column.source]
    header = [column.name for column in columns]
    return [
        {
            column.source: None if not cell else Decimal(cell) if column.source in NUMERIC else cell
            for column, cell in zip(mapped, row, strict=True)
        }
        for row in read_columns(data, [column.name for column in mapped], header=header)
    ]


@given(TEXTS)
def test_a_neutral_cell_is_no_formula_and_comes_back(text):
    """Any text at all."""
    assert not neutral(text).startswith(FORMULA_STARTS)
    assert restored(neutral(text)) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_a_written_table_reads_back_as_it_was(table):
    """Quotes, commas, line ends and byte order marks inside cells included."""
    header, listed = read(written(["a", "b"], table))
    assert (header, list(listed)) == (("a", "b"), [tuple(row) for row in table])


def test_the_columns_are_the_agreed_ones_in_their_order():
    """Reference: customs.md 4.2."""
    assert list(LINE_COLUMNS) == FIXED
    header, _ = read(lines_file(full()))
    assert list(header) == FIXED


def test_the_file_is_what_spreadsheets_and_importers_expect():
    """Byte order mark, every cell quoted, CR LF, codes without dots, ISO dates, dot decimals."""
    data = lines_file(full())
    assert data.startswith(BOM)
    text = data.decode("utf-8-sig")
    assert text.endswith('"\r\n')
    assert all(cell.startswith('"') for cell in text.split("\r\n")[0].split(","))
    first = dict(zip(*next(zip([FIXED], read(data)[1], strict=False)), strict=True))
    assert first["hts10"] == "7323930045"
    assert first["invoice_date"] == "2026-11-23"
    assert (first["unit_price"], first["line_value"], first["net_weight_kg"]) == ("38.5", "3157", "102.5")
    assert (first["currency"], first["exchange_rate"], first["entered_value_usd"]) == ("USD", "1", "3157")
    numbers = [first[f"hts10_sup{place}"] for place in range(1, 9)]
    assert numbers == ["99038202", "99038815", "99030590", "", "", "", "", ""]
    assert (first["uom1"], first["uom2"]) == ("NO", "KG")


def test_a_layout_with_fewer_places_for_chapter_99_loses_no_number():
    """The last mapped place holds what is left over; one place alone holds all."""
    for names in (["hts10_sup1", "hts10_sup2"], ["hts10_sup1"]):
        profile = {"columns": [{"name": name, "from": name} for name in names]}
        package_facts = replace(full(), broker=replace(broker(), profile=profile))
        _, listed = read(lines_file(package_facts))
        assert " ".join(next(listed)).split() == ["99038202", "99038815", "99030590"]


def test_no_cell_of_a_strangers_starts_a_formula():
    """Raw cells as a spreadsheet sees them."""
    for artifact_type in ("broker_lines", "cci_csv"):
        data = rendered_one(invoice_of(full()), artifact_type).content
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)]


def test_rows_read_back_as_they_were_made():
    """Every column of every product of every entry line."""
    made = list(rows(invoice_of(full())))
    assert len(made) == 7
    assert read_lines(lines_file(full()), OWN_COLUMNS) == made


def test_a_mapped_file_reads_back_without_a_loss():
    """A broker's own headers, order and constants; what is mapped comes back the same."""
    package_facts = full(broker=broker(PROFILE))
    columns = invoice_of(package_facts).columns
    data = lines_file(package_facts)
    assert (
        data.decode("utf-8-sig").splitlines()[0] == '"Client","Tariff","\'=Line","Goods","Qty","Value","SKU"'
    )
    mapped = [column.source for column in columns if column.source]
    wanted = [
        {name: row[name] for name in mapped} for row in rows(invoice_of(package_facts), agency_rows=False)
    ]
    assert read_lines(data, columns) == wanted


def test_a_file_under_another_header_is_refused():
    """Better than numbers in the wrong columns."""
    with pytest.raises(ValueError, match="header"):
        read_lines(lines_file(full()), invoice_of(full(broker=broker(PROFILE))).columns)


@pytest.mark.parametrize(
    ("profile", "fault"),
    [
        ({"columns": {"a": 1}}, "must be a list"),
        ({"columns": [{"from": "hts10"}]}, "needs a name"),
        ({"columns": [{"name": "A"}]}, "either from or value"),
        ({"columns": [{"name": "A", "from": "hts10", "value": "x"}]}, "either from or value"),
        ({"columns": [{"name": "A", "from": "colour"}]}, "names no column"),
        ({"columns": [{"name": "A", "value": 7}]}, "must be a text"),
        ({"columns": [{"name": "A", "value": "x"}, {"name": "A", "value": "y"}]}, "repeats"),
        ({"attachments": "cci_pdf"}, "list of artifact types"),
        (
            {"attachments": ["cci_pdf", "invoice"]},
            "names no file of ours: 'invoice'. There are cci_human_readable,",
        ),
        ({"maxMailBytes": True}, "whole number"),
        ({"maxMailBytes": 12}, "at least"),
    ],
)
def test_a_profile_that_cannot_be_followed_is_told_and_left_at_its_default(profile, fault):
    """Papers that are owed are made all the same."""
    assert fault in " ".join(profile_faults(profile))
    assert profile_of(profile).columns == OWN_COLUMNS
    assert profile_of(profile).attachments is None
    assert profile_of(profile).max_mail_bytes is None
    assert profile_faults({"cutOff": "16:00"}) == ()


def test_the_workbook_holds_the_rows_of_the_csv():
    """Codes as text, amounts as numbers, no formula anywhere."""
    book = openpyxl.load_workbook(io.BytesIO(rendered_one(invoice_of(full()), "broker_lines_xlsx").content))
    header, *listed = book.active.iter_rows()
    assert [cell.value for cell in header] == FIXED
    assert not [cell for row in listed for cell in row if cell.data_type == "f"]
    for row, made in zip(listed, rows(invoice_of(full())), strict=True):
        for cell, wanted in zip(row, made.values(), strict=True):
            if isinstance(wanted, Decimal):
                assert Decimal(str(cell.value)) == wanted
            else:
                assert (cell.value or None) == (wanted.replace("\r\n", "\n") if wanted else None)


def test_a_text_too_long_for_a_workbook_says_where_it_goes_on():
    """A cell of a workbook ends at 32,767 characters; the CSV holds them all."""
    package_facts = full()
    long = {**package_facts.products, "prod_pan": package_facts.products["prod_pan"].__class__(
        id="prod_pan", external_id="x", title="t", description="d" * 40_000, hs_code="7323930045")}  # fmt: skip
    book = openpyxl.load_workbook(
        io.BytesIO(rendered_one(invoice_of(full(products=long)), "broker_lines_xlsx").content)
    )
    assert book.active["F2"].value.endswith("see broker_entry_lines.csv)")


def test_agency_data_finds_its_columns_however_it_is_spelled():
    """CPSC certificates, Lacey declarations, lists of ids."""
    answers = (
        PgaAnswer(agency="CPSC", program="CPS", data={"registryIds": ["R-1", "R-2", 3], "cert_type": "GCC"}),
        PgaAnswer(
            agency="APHIS",
            program="LAC",
            data={"Genus": "Acer", "species": "rubrum", "harvest-country": "CA"},
        ),
    )
    products = {**full().products, "prod_jam": replace(full().products["prod_jam"], pga=answers)}
    jam, lacey = list(rows(invoice_of(full(products=products))))[2:4]
    assert (jam["cpsc_registry_ids"], jam["cpsc_cert_type"]) == ("R-1, R-2, 3", "GCC")
    assert (lacey["lacey_genus"], lacey["lacey_species"], lacey["lacey_country_harvest"]) == (
        "Acer",
        "rubrum",
        "CA",
    )


THREE_ANSWERS = (
    PgaAnswer(agency="LACEY", data={"genus": "Acer", "species": "rubrum", "countryOfHarvest": "CA"}),
    PgaAnswer(agency="APHIS", disclaim="A"),
    PgaAnswer(agency="FDA", program="FOO", disclaim="B"),
)


def with_three_answers(**facts):
    """The package whose jam answers three agencies."""
    products = {**full().products, "prod_jam": replace(full().products["prod_jam"], pga=THREE_ANSWERS)}
    return full(products=products, **facts)


def test_each_answer_to_an_agency_has_a_row_with_its_own_programme_and_disclaim():
    """Nobody asks whose the disclaim is; the amounts stand once."""
    made = [
        row
        for row in rows(invoice_of(with_three_answers()))
        if row["pga_agency"] in ("LACEY", "APHIS", "FDA")
    ]
    of_jam = [row for row in made if row["part_number"] == made[0]["part_number"]]
    assert [
        (row["pga_agency"], row["pga_program"], row["pga_disclaim"], row["lacey_genus"]) for row in of_jam
    ] == [
        ("LACEY", None, None, "Acer"),
        ("APHIS", None, "A", None),
        ("FDA", "FOO", "B", None),
    ]
    assert {(row["line_no"], row["hts10"]) for row in of_jam} == {(of_jam[0]["line_no"], of_jam[0]["hts10"])}
    assert [row["quantity"] is None for row in of_jam] == [False, True, True]
    assert all(row[name] is None for row in of_jam[1:] for name in NUMERIC)


def test_a_layout_without_quantity_keeps_each_answer_in_its_place():
    """One row, as many places in each of the three columns."""
    names = ("line_no", "pga_agency", "pga_program", "pga_disclaim")
    profile = {"columns": [{"name": name, "from": name} for name in names]}
    data = lines_file(with_three_answers(broker=broker(profile)))
    [jam] = [row for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) if row[1].startswith("LACEY")]
    assert jam[1:] == ["LACEY; APHIS; FDA", "; ; FOO", "; A; B"]


def test_the_workbook_is_ready_to_filter_and_to_print():
    """Landscape, no wider than can be read, the header on every page and in sight, a filter, numbers with formats."""
    book = openpyxl.load_workbook(io.BytesIO(rendered_one(invoice_of(full()), "broker_lines_xlsx").content))
    assert book.sheetnames == ["Entry lines", "Summary"]
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    lines = book["Entry lines"]
    width = sum(lines.column_dimensions[cell.column_letter].width for cell in lines[1])
    across, of_summary = (sheet.page_setup.fitToWidth for sheet in book.worksheets)
    assert of_summary == 1
    assert 150 < width / across < 210
    assert lines.print_title_cols == "$A:$C"
    assert lines.freeze_panes == "D2"
    assert lines.auto_filter.ref == f"A1:{lines.cell(1, len(FIXED)).column_letter}{lines.max_row}"
    shown = {name: lines.cell(2, FIXED.index(name) + 1).number_format for name in FIXED}
    assert (shown["entered_value_usd"], shown["unit_price"], shown["hts10"]) == (
        "#,##0.00",
        "#,##0.00####",
        "@",
    )
    assert (shown["quantity"], shown["net_weight_kg"]) == ("#,##0", "#,##0.0#####")


def test_the_summary_of_the_workbook_sums_the_entries():
    """As numbers, and what is not stated says so."""
    book = openpyxl.load_workbook(io.BytesIO(rendered_one(invoice_of(full()), "broker_lines_xlsx").content))
    told = {row[0]: row[1:] for row in book["Summary"].iter_rows(values_only=True) if row[0]}
    assert told["All"][5] == 3385.74
    assert told[1][:3] == ("01, formal consumption entry", 3, 106)
    assert told["All"][4] == "not stated"
    assert told["Port of entry (Schedule D)"][0] == "0712 Champlain-Rouses Point, NY"
    assert told["Importer of record"][0].startswith("Érable & Fils Ltée\n1 rue")
