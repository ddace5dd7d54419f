"""The invoice says every element of 19 CFR 141.86, openly so where nothing was stated."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pypdf
import pytest

from entrygo.contract.facts import Charge
from entrygo.documents.artifact import kinds
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.opening import opening_facts
from entrygo.documents.package import rendered
from tests.rooms.documents.made_plans import plan
from tests.rooms.documents.package_facts import (
    MADE_AT,
    PRODUCTS,
    account,
    correction,
    full,
    orders,
    plain,
)
from tests.rooms.documents.planned import package_facts_of
from tests.rooms.planning import shipped, snapshots

ELEMENTS = range(1, 17)
SILENT_WITHOUT_FACTS = {1, 8, 9, 11, 16}


@pytest.mark.parametrize("number", ELEMENTS)
def test_every_element_of_the_regulation_is_answered(number):
    """A package with every fact answers all sixteen."""
    element = invoice_of(full()).elements[number - 1]
    assert element.number == number
    assert element.cite.startswith("19 CFR 141.86(")
    assert element.answer


@pytest.mark.parametrize("number", ELEMENTS)
def test_an_element_nobody_stated_is_printed_as_not_stated(number):
    """Without facts an element keeps its row and says so."""
    invoice = invoice_of(plain())
    element = invoice.elements[number - 1]
    assert (element.answer is None) == (number in SILENT_WITHOUT_FACTS)
    if element.answer is None:
        page = next(f for f in rendered(invoice) if f.artifact_type == "cci_human_readable").content.decode()
        assert f'<td>{element.cite}</td><td class="text">not stated</td>' in page


def test_elements_are_answered_from_the_facts_themselves():
    """The answers name the facts a broker would look for."""
    answers = {element.number: element.answer or "" for element in invoice_of(full()).elements}
    assert answers[1] == "Schedule D 0712 Champlain-Rouses Point, NY"
    assert "2026-11-19 to 2026-11-21 (not stated for 1 of 3 orders), Montréal" in answers[2]
    assert "113 pieces" in answers[4]
    assert "3,385.74 USD" in answers[5]
    assert "freight: not in the prices, does not change the entered value: 44.70 USD" in answers[8]
    assert "packing: in the prices, does not change the entered value: 6.00 USD" in answers[8]
    assert answers[10] == "CA, CN"
    assert answers[12].startswith("1 of 3 orders are delivered to another than their buyer")
    assert "how 2 orders divide among their packages is not stated" in answers[14]
    assert "PAN-28: none" in answers[11]
    assert "10 % off list price" in answers[15]
    assert answers[16].startswith("Zoë Tremblay, Export manager")


def test_the_checklist_counts_what_part_of_the_goods_says():
    """Nothing is said of every line that does not hold of every line."""
    package_facts = full()
    entry = package_facts.plan.entries[0]
    bare = replace(entry.lines[0], quantities=())
    silent = replace(package_facts.plan, entries=(replace(entry, lines=(bare, *entry.lines[1:])),))
    answers = {
        each.number: each.answer or "" for each in invoice_of(replace(package_facts, plan=silent)).elements
    }
    assert "quantities in the schedule's units on 2 of 3 lines" in answers[4]
    assert "trade name on 2 of 4 rows" in answers[3]
    assert answers[13].endswith("all in Latin letters")


def test_goods_at_no_price_are_not_said_to_be_sold():
    """A price of 0 is no sale; what it is, nobody stated."""
    package_facts = full()
    entry = package_facts.plan.entries[0]
    free = replace(
        entry.lines[2], items=tuple(replace(i, unit_price=Decimal(0)) for i in entry.lines[2].items)
    )
    given = replace(package_facts.plan, entries=(replace(entry, lines=(*entry.lines[:2], free)),))
    answers = {
        each.number: each.answer or "" for each in invoice_of(replace(package_facts, plan=given)).elements
    }
    assert "whether sold is not stated" in answers[6]
    assert "the other 3 of 4 rows were sold" in answers[6]
    assert "a price of 0 on 1 of 4 rows" in answers[5]


def test_a_description_in_other_letters_is_not_called_english():
    """19 CFR 141.86(d)."""
    changed = {
        key: replace(each, description="煎锅") if key == "prod_pan" else each
        for key, each in PRODUCTS.items()
    }
    english = invoice_of(full(products=changed)).elements[12].answer
    assert english == "The form is English; the description of 2 of 6 rows is not in Latin letters"


def test_the_first_page_says_how_many_packages_of_which_kind_and_how_heavy():
    """What a driver is asked first; what nobody stated is said."""
    facts = dict(opening_facts(invoice_of(full())))
    assert facts["Packages"] == "8 packages, kind not stated; one assumed for 1 of 3 orders"
    assert facts["Marks"] == "#1001-1/2 to #1003-5/5, each under Orders"
    assert facts["Gross weight"] == "not stated"
    kind = full(shipment=replace(full().shipment, package_kind="cartons"))
    assert dict(opening_facts(invoice_of(kind)))["Packages"].startswith("8 cartons")


def test_the_marks_are_the_first_and_the_last_as_people_count():
    """Ten after nine, in whatever order the orders stand."""
    made = invoice_of(full())
    ten, nine = (replace(made.orders[0], package_ids=(mark,)) for mark in ("#1010-1/1", "#999-1/1"))
    assert dict(opening_facts(replace(made, orders=(ten, nine))))["Marks"].startswith("#999-1/1 to #1010-1/1")


def test_what_orders_state_among_their_charges_is_not_said_to_be_unstated():
    """A discount with its proof, and tooling the buyer gave: under the charges, and named in the checklist."""
    charges = (
        Charge(type="discount", amount_usd=Decimal(5), evidence="promotion SAVE5"),
        Charge(type="tooling", amount_usd=Decimal(20)),
    )
    goods = shipped.snapshot("6110.20.2079", "PT", shipped.order_line("100"))
    made = invoice_of(package_facts_of(snapshots.with_first_order(goods, charges=charges)))
    answers = {each.number: each.answer or "" for each in made.elements}
    assert "discounts of orders under Charges and total" in answers[15]
    assert answers[11].startswith("assists of orders under Charges and total")
    assert "proof: promotion SAVE5" in answers[8]


def test_the_estimate_is_no_part_of_the_invoice():
    """A paper of its own; the invoice says where it is."""
    texts = {}
    for file in rendered(invoice_of(full())):
        if file.media_type == "application/pdf":
            pages = pypdf.PdfReader(io.BytesIO(file.content)).pages
            texts[file.filename] = "\n".join(sheet.extract_text() for sheet in pages)
    assert "1,899.24" in texts["duty_estimate.pdf"]
    assert "1,899.24" not in texts["commercial_customs_invoice.pdf"]
    assert "duty_estimate.pdf" in texts["commercial_customs_invoice.pdf"]


def test_the_packing_list_has_every_order_with_its_packages_place_and_contents():
    """For the dock and the driver, on paper; figures as in the JSON beside it."""
    files = {file.filename: file.content for file in rendered(invoice_of(full()))}
    pages = pypdf.PdfReader(io.BytesIO(files["packing_list.pdf"])).pages
    text = "\n".join(sheet.extract_text() for sheet in pages)
    listed = json.loads(files["packing_list.json"])
    for order in listed["orders"]:
        assert all(mark in text for mark in order["packages"])
        assert (order["ship_to"]["city"] or "") in text
        for content in order["contents"]:
            assert "".join(f"{content['pieces']} × {content['sku']}".split()) in "".join(text.split())
    for said in ("ABCD123456", "Entrepôt Lacolle", "113", "Trailer and seal number"):
        assert said in text


def test_the_invoice_number_is_the_package_number():
    """Contract, section 10."""
    assert invoice_of(full()).invoice_number == "cp_ch123456"


def test_sections_follow_the_planned_entries():
    """One invoice a package; an entry is a section of it with its own lines and sums."""
    package_facts = full()
    invoice = invoice_of(package_facts)
    assert [s.entry_type for s in invoice.sections] == ["01", "03"]
    for section, entry in zip(invoice.sections, package_facts.plan.entries, strict=True):
        assert section.totals.value_usd == entry.value_usd
        assert [line.line_no for line in section.lines] == [line.line_no for line in entry.lines]


def test_an_order_is_found_again_from_every_line():
    """Items of a line name the order and its number as the seller knows it."""
    line = invoice_of(full()).sections[0].lines[0]
    assert [[(item.order_id, item.order_number) for item in goods.items] for goods in line.goods] == [
        [("ord_1", "#1001"), ("ord_3", "#1003")], [("ord_2", "=1002")],
    ]  # fmt: skip


def test_one_product_at_two_prices_is_two_rows():
    """Nobody paid a mean price, so none is printed: each row is at the price that was paid."""
    line = invoice_of(full()).sections[0].lines[0]
    assert [(goods.sku, goods.unit_price, goods.quantity, goods.line_value) for goods in line.goods] == [
        ("PAN-28", Decimal("38.50"), 82, Decimal("3157.00")),
        ("PAN-28", Decimal("35.00"), 1, Decimal("35.00")),
    ]


def test_a_missing_mid_is_built_and_a_given_one_is_kept():
    """The invoice says which of the two a MID is."""
    makers = {maker.party.name: maker for maker in invoice_of(full()).makers}
    assert (makers["Wax Works"].mid, makers["Wax Works"].mid_source) == ("CNWAXWOR5NIN", "built")
    assert (makers["Ferme Łukasz Dvořák"].mid, makers["Ferme Łukasz Dvořák"].mid_source) == (
        "XQFERLUK120QUE",
        "given",
    )


def test_metal_weights_are_those_of_all_the_pieces():
    """A product states them a piece, an entry needs the line's."""
    metals = invoice_of(full()).sections[0].lines[0].goods[0].metals
    assert metals is not None
    assert (metals.steel_weight_kg, metals.aluminum_weight_kg) == (Decimal("82.0"), Decimal("20.50"))


def test_usmca_is_stated_with_criterion_certifier_and_period():
    """The statement stands where the line claims it."""
    statement = invoice_of(full()).sections[0].lines[1].goods[0].usmca
    assert statement is not None
    assert statement.claimed
    assert (statement.criterion, statement.valid_from, statement.valid_to) == (
        "B",
        "2026-01-01",
        "2026-12-31",
    )
    assert statement.certifier == "capacity: producer; name: Łukasz Dvořák"


def test_what_the_buyers_paid_is_goods_and_charges_beside_the_prices():
    """Goods and included charges are the value; the rest is added once."""
    invoice = invoice_of(full())
    assert invoice.totals.value_usd == invoice.totals.goods_usd
    assert invoice.invoice_total_usd == invoice.totals.goods_usd + Decimal("44.70")


def test_a_sale_in_another_currency_is_named_with_its_rate_or_that_none_is_stated():
    """The most expensive mistake of the trade: foreign amounts under a dollar sign, or the other way round."""
    for rate, said in (
        (None, "CAD, rate not stated"),
        ("0.7213", "CAD, 1 CAD = 0.7213 USD (stated on the order)"),
    ):
        sold = tuple(
            replace(order, currency="CAD", exchange_rate_usd=Decimal(rate) if rate else None)
            for order in orders()
        )
        made = full(orders=sold)
        invoice = invoice_of(replace(made, plan=plan(made.plan.entries, sold)))
        assert [each.currency for each in invoice.sale_currencies] == ["CAD"]
        assert said in (invoice.elements[6].answer or "")


def test_schedule_quantities_of_products_sum_to_the_lines():
    """A line of several products shares its units out without losing any."""
    package_facts = full()
    entry = package_facts.plan.entries[0]
    mixed = replace(
        entry.lines[0],
        items=(*entry.lines[0].items, *entry.lines[1].items),
        quantities=((Decimal("8.333333"), "doz."), (Decimal("108.2501"), "kg")),
    )
    plan = replace(package_facts.plan, entries=(replace(entry, lines=(mixed,)),))
    line = invoice_of(replace(package_facts, plan=plan)).sections[0].lines[0]
    assert len(line.goods) == 3
    for place, (amount, unit) in enumerate(mixed.quantities):
        shares = [goods.schedule_quantities[place] for goods in line.goods]
        assert sum((share for share, _ in shares), Decimal(0)) == amount
        assert {name for _, name in shares} == {unit}


def test_the_place_of_an_incoterm_is_stated_or_it_is_not():
    """It is never guessed from where the goods go."""
    for stated, said in (
        ("DDP", ("DDP", None)),
        ("DAP Buffalo, NY", ("DAP", "Buffalo, NY")),
        (None, (None, None)),
    ):
        invoice = invoice_of(full(account=replace(account(), incoterm=stated)))
        assert (invoice.incoterm, invoice.incoterm_place) == said


def test_a_correction_names_what_it_replaces_and_every_changed_field():
    """On the page and in the data."""
    invoice = invoice_of(correction())
    page = next(f for f in rendered(invoice) if f.artifact_type == "cci_human_readable").content.decode()
    assert "takes the place of cp_ch123456 version 1" in page
    assert "products[PAN-28].countryOfOrigin: TW → CN" in page


def test_test_data_is_marked_on_every_printed_paper():
    """A test key's paper cannot be taken for a real one."""
    files = {f.artifact_type: f.content for f in rendered(invoice_of(full(test_mode=True)))}
    assert b"TEST DATA" in files["cci_human_readable"]
    assert b'"test_mode": true' in files["cci_json"]
    assert b"TestData" in files["cargowise_xml"]


def test_an_instant_that_is_not_utc_is_refused():
    """A paper's time is printed with Z."""
    for wrong in (datetime(2026, 1, 1), MADE_AT.astimezone(timezone(timedelta(hours=2)))):
        with pytest.raises(ValueError, match="UTC"):
            full(generated_at=wrong)
    with pytest.raises(ValueError, match="version"):
        full(version=0)


def test_only_included_orders_are_on_the_papers():
    """A package may hold orders the plan left out."""
    package_facts = full()
    left_out = replace(package_facts.orders[0], id="ord_9", external_id="LEFT-OUT")
    files = rendered(invoice_of(replace(package_facts, orders=(*package_facts.orders, left_out))))
    assert not any(b"LEFT-OUT" in file.content for file in files)


def test_each_kind_has_a_file_of_its_own():
    """Names, file names and places are unique; the manifest is last."""
    assert [kind.artifact_type for kind in kinds()] == [
        "cci_human_readable", "cci_csv", "cci_json", "packing_list", "packing_list_pdf", "cci_pdf",
        "duty_estimate_pdf", "broker_lines", "broker_lines_xlsx", "cargowise_xml", "manifest",
    ]  # fmt: skip
    assert len({kind.filename for kind in kinds()}) == len(kinds())
    assert PRODUCTS


def test_invoice_and_entry_have_one_calendar():
    """A quarter past eight in the evening at Buffalo is the 22nd there, though the 23rd in Greenwich."""
    late = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
    assert invoice_of(full(generated_at=late)).invoice_date == "2026-11-22"


def test_an_answer_of_every_product_is_said_once():
    """Twenty-eight products without assists are one line, and those that say nothing are counted."""
    assists = invoice_of(full()).elements[10].answer or ""
    assert assists == "PAN-28: none; not stated for 3 of 4 products"
