"""A complete case that is READY under every rule, and one-line variations of it.

``ready()`` holds two products in one order: a hardbound book printed in Canada and a knit cotton pullover
made in Portugal. Each ``with_*`` function answers a new case with some fields replaced, so an example reads
as its one fault: ``with_product(ready(), PULLOVER, materials=())``. ``hits(rule, case)`` asks a rule about
every subject of its scope.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import (
    Account,
    Bond,
    Broker,
    Consignee,
    Importer,
    Material,
    Order,
    OrderLine,
    Party,
    PgaAnswer,
    Product,
    ResponsiblePerson,
    Shipment,
    Warehouse,
)
from entrygo.contract.hts import digits_of
from entrygo.contract.plan import EntryItem, EntryLine, EntryType, EntryUnit, Sale
from entrygo.contract.tariff import CodeFacts, Edition, FeeRecord, ScheduleLine, Standing, TariffFacts
from entrygo.planning.exchange import exchange_of
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope
from entrygo.planning.value import valued
from entrygo.tariff.duty import Assessment, Goods

BOOK = "prod_book"
PULLOVER = "prod_pullover"
ORDER = "ord_1"
BOOK_CODE = "4901990070"
PULLOVER_CODE = "6110202079"
ENTRY_DATE = date(2026, 11, 23)


def book() -> Product:
    """A hardbound book printed in Canada: free of duty, no agency asks about it."""
    return Product(
        id=BOOK,
        external_id="ext-book",
        sku="BOOK-001",
        title="Boreal Birds",
        description="Printed hardbound book about birds, paper, for reading",
        hs_code=BOOK_CODE,
        country_of_origin="CA",
        unit_value_usd=Decimal("20"),
        net_weight_kg=Decimal("0.8"),
        gross_weight_kg=Decimal("0.9"),
        materials=(Material(name="paper", percent=Decimal(100)),),
        category="books",
        manufacturer=Party(
            name="Maple Press Inc.",
            address1="120 King Street West",
            city="Toronto",
            region="ON",
            postal_code="M5H 1J9",
            country="CA",
        ),
        mid="XOMAPPRE120TOR",
        attributes={"marked": True},
    )


def pullover() -> Product:
    """A women's knit cotton pullover made in Portugal, with everything a textile is asked."""
    return Product(
        id=PULLOVER,
        external_id="ext-pullover",
        sku="PUL-002",
        title="Harbour Pullover",
        description="Women's knit pullover, 100% cotton, for casual wear",
        hs_code=PULLOVER_CODE,
        country_of_origin="PT",
        unit_value_usd=Decimal("45"),
        net_weight_kg=Decimal("0.4"),
        gross_weight_kg=Decimal("0.5"),
        materials=(Material(name="cotton", percent=Decimal(100)),),
        category="apparel",
        manufacturer=Party(
            name="Porto Malhas Lda",
            address1="45 Rua do Almada",
            city="Porto",
            region="13",
            postal_code="4050-036",
            country="PT",
        ),
        mid="PTPORMAL45POR",
        pga=(PgaAnswer(agency="CPSC", disclaim="B"),),
        attributes={"gender": "women", "construction": "knit", "marked": True},
    )


def schedule() -> dict[str, ScheduleLine]:
    """The schedule lines of both products."""
    return {
        BOOK_CODE: ScheduleLine(
            code=BOOK_CODE,
            description="Hardbound books",
            units=("No.",),
            general="Free",
            special="",
            other="Free",
        ),
        PULLOVER_CODE: ScheduleLine(
            code=PULLOVER_CODE,
            description="Pullovers, knitted, of cotton, women's or girls'",
            units=("doz.", "kg"),
            general="16.5%",
            special="Free (AU,BH,CL,CO,IL,JO,KR,MA,OM,P,PA,PE,S,SG)",
            other="50%",
        ),
    }


def fees() -> FeeRecord:
    """Customs user fees of fiscal year 2027."""
    return FeeRecord(
        fiscal_year="FY2027",
        mpf_percent=Decimal("0.3464"),
        mpf_min_usd=Decimal("34.58"),
        mpf_max_usd=Decimal("670.86"),
        mpf_informal_usd=Decimal("2.77"),
        hmf_percent=Decimal("0.125"),
        source="19 CFR 24.23",
        certainty="V",
        verified_on=date(2026, 10, 1),
        effective_from=date(2026, 10, 1),
        effective_to=date(2027, 9, 30),
    )


def order(order_id: str = ORDER) -> Order:
    """An order of two books and three pullovers to New York, 175 dollars."""
    return Order(
        id=order_id,
        external_id=f"ext-{order_id}",
        destination_country="US",
        destination_region="NY",
        destination_postal_code="10001",
        lines=(
            OrderLine(product_id=BOOK, quantity=Decimal(2), unit_value_usd=Decimal("20")),
            OrderLine(product_id=PULLOVER, quantity=Decimal(3), unit_value_usd=Decimal("45")),
        ),
        ship_to=ship_to(),
        buyer=ship_to(),
        packages=1,
        sold_on=date(2026, 11, 20),
    )


def ship_to() -> Party:
    """A complete address in New York."""
    return Party(
        name="Ada Buyer",
        address1="350 Fifth Avenue",
        city="New York",
        region="NY",
        postal_code="10001",
        country="US",
    )


def entry(number: int = 1, order_ids: tuple[str, ...] = (ORDER,)) -> EntryUnit:
    """One informal entry holding the order's two lines."""
    return EntryUnit(
        number=number,
        entry_type=EntryType.INFORMAL,
        order_ids=order_ids,
        lines=(
            _entry_line(1, book(), Decimal(2), Decimal(40)),
            _entry_line(2, pullover(), Decimal(3), Decimal(135)),
        ),
        value_usd=Decimal(175),
        duty_usd=Decimal("22.28"),
        mpf_usd=Decimal("2.77"),
        hmf_usd=Decimal(0),
        broker_fee_usd=Decimal(10),
        reason="one conveyance, one consignee, 175.00 USD",
    )


def _entry_line(line_no: int, product: Product, pieces: Decimal, value: Decimal) -> EntryLine:
    return EntryLine(
        line_no=line_no,
        hs_code=product.hs_code or "",
        country_of_origin=product.country_of_origin or "",
        description=product.description or product.title,
        spi=None,
        headings=(),
        value_usd=value,
        pieces=pieces,
        quantities=((pieces, "No."),),
        net_weight_kg=pieces * (product.net_weight_kg or Decimal(0)),
        gross_weight_kg=pieces * (product.gross_weight_kg or Decimal(0)),
        items=(
            EntryItem(
                order_id=ORDER,
                product_id=product.id,
                quantity=pieces,
                unit_price=value / pieces,
                currency="USD",
                goods_usd=value,
                added_usd=Decimal(0),
                deducted_usd=Decimal(0),
                value_usd=value,
            ),
        ),
        layers=(),
        duty_usd=Decimal(0),
    )


def assessment(product: Product, line: ScheduleLine | None = None, **changes: Any) -> Assessment:
    """An assessment of a product that draws the base duty alone."""
    goods = Goods(
        hs_code=product.hs_code or "",
        line=line,
        country_of_origin=product.country_of_origin or "",
        metals=product.metals,
        article_weight_kg=product.net_weight_kg,
    )
    plain = Assessment(goods=goods, spi=None, programmes=(), is_banned=False, remarks=())
    return replace(plain, **changes)


def account() -> Account:
    """A Canadian exporter that imports under an EIN, with bond and responsible person."""
    return Account(
        id="acc_1",
        name="Northern Goods Ltd.",
        address=Party(
            address1="1 Front Street",
            city="Toronto",
            region="ON",
            postal_code="M5J 2X5",
            country="CA",
        ),
        importer=Importer(
            name="Northern Goods Ltd.",
            number="12-3456789AB",
            bond=Bond(type="continuous", number="991234567", surety="Example Surety"),
            address=Party(
                address1="1 Front Street", city="Toronto", region="ON", postal_code="M5J 2X5", country="CA"
            ),
        ),
        ultimate_consignee=Consignee(party=replace(ship_to(), name="Empire Retail LLC"), number="98-7654321"),
        responsible_person=ResponsiblePerson(
            name="Jo Clerk", title="Export manager", email="jo@example.com", phone="+14165550100"
        ),
        incoterm="DDP",
    )


def ready() -> Case:
    """The complete case: profile, warehouse, broker, shipment, one order, two products, a full edition."""
    lines = schedule()
    return Case(
        account=account(),
        warehouse=Warehouse(
            id="wh_1",
            name="Toronto Warehouse",
            address=Party(
                name="Toronto Warehouse",
                address1="9 Dock Road",
                city="Toronto",
                region="ON",
                postal_code="M5J 2X5",
                country="CA",
            ),
            notification_email="dock@example.com",
            port_of_entry="0901",
            mode="truck",
        ),
        broker=Broker(
            id="br_1",
            name="Border Brokers",
            email="entries@example.com",
            filer_code="ABC",
            power_of_attorney_on_file=True,
            power_of_attorney_valid_to=date(2027, 12, 31),
        ),
        shipment=Shipment(
            entry_date=ENTRY_DATE,
            port_of_entry="0901",
            mode="truck",
            carrier_scac="ABCD",
            paps_number="ABCD123456",
            eta="2026-11-23T15:00:00.000Z",
        ),
        orders=(order(),),
        products={BOOK: book(), PULLOVER: pullover()},
        tariff=TariffFacts(
            edition=Edition(name="HTS 2026 Revision 21", vintage="2026-10-09", is_full=True),
            lines=lines,
            programmes=(),
            fees=fees(),
        ),
        assessments={
            BOOK: assessment(book(), lines[BOOK_CODE]),
            PULLOVER: assessment(pullover(), lines[PULLOVER_CODE]),
        },
        entries=(entry(),),
        sales=sales_of((order(),)),
        schedule_codes={BOOK: BOOK_CODE, PULLOVER: PULLOVER_CODE},
        memory={"screening": [], "screening_list": {"as_of": "2026-11-22", "entries": 25660}},
    )


def with_account(case: Case, **changes: Any) -> Case:
    """Fields of the account replaced."""
    return replace(case, account=replace(case.account, **changes))


def with_importer(case: Case, **changes: Any) -> Case:
    """Fields of the importer of record replaced."""
    return with_account(case, importer=replace(case.account.importer, **changes))


def with_warehouse(case: Case, **changes: Any) -> Case:
    """Fields of the warehouse replaced."""
    return replace(case, warehouse=replace(case.warehouse, **changes))


def with_broker(case: Case, **changes: Any) -> Case:
    """Fields of the broker replaced."""
    return replace(case, broker=replace(case.broker, **changes))


def with_shipment(case: Case, **changes: Any) -> Case:
    """Fields of the shipment replaced."""
    return replace(case, shipment=replace(case.shipment, **changes))


def with_product(case: Case, product_id: str, **changes: Any) -> Case:
    """Fields of one product replaced. Its schedule code and assessment stay: they have functions too."""
    changed = replace(case.products[product_id], **changes)
    return replace(case, products={**case.products, product_id: changed})


def with_order(case: Case, **changes: Any) -> Case:
    """Fields of the first order replaced, and the sale they make."""
    orders = (replace(case.orders[0], **changes), *case.orders[1:])
    return replace(case, orders=orders, sales=sales_of(orders))


def sales_of(orders: tuple[Order, ...]) -> dict[str, Sale]:
    """What orders come to, as the planner finds it, each consigned to its buyer."""
    return {order.id: replace(valued(order, exchange_of(order)).sale, consignee="buyer") for order in orders}


def with_ship_to(case: Case, **changes: Any) -> Case:
    """Fields of the first order's ship-to address replaced."""
    return with_order(case, ship_to=replace(case.orders[0].ship_to or Party(), **changes))


def with_line(case: Case, index: int = 0, **changes: Any) -> Case:
    """Fields of one line of the first order replaced."""
    lines = list(case.orders[0].lines)
    lines[index] = replace(lines[index], **changes)
    return with_order(case, lines=tuple(lines))


def with_code(case: Case, product_id: str, code: str, **line_changes: Any) -> Case:
    """Another HTS code for a product, its schedule line, its lists and an assessment to match."""
    lists = {**case.tariff.lists, code: line_changes.pop("lists", ())}
    line = replace(schedule()[BOOK_CODE], code=code, **line_changes)
    changed = with_product(case, product_id, hs_code=code)
    return replace(
        changed,
        tariff=replace(case.tariff, lines={**case.tariff.lines, code: line}, lists=lists),
        schedule_codes={**case.schedule_codes, product_id: code},
        assessments={**case.assessments, product_id: assessment(changed.products[product_id], line)},
    )


def with_schedule_line(case: Case, code: str, **changes: Any) -> Case:
    """Fields of one schedule line replaced, e.g. ``agency_flags``, ``units``, or the ``lists`` its code is on."""
    lists = {**case.tariff.lists, **({code: changes.pop("lists")} if "lists" in changes else {})}
    lines = {**case.tariff.lines, code: replace(case.tariff.lines[code], **changes)}
    return replace(case, tariff=replace(case.tariff, lines=lines, lists=lists))


def with_code_facts(case: Case, product_id: str, code: str, standing: Standing, **facts: Any) -> Case:
    """A product under a code as stated, and what the lists held say of it."""
    told = CodeFacts(digits=digits_of(code), standing=standing, **facts)
    changed = with_product(case, product_id, hs_code=code)
    codes = {**case.tariff.codes, told.digits: told}
    return replace(changed, tariff=replace(case.tariff, codes=codes))


def with_edition(case: Case, **changes: Any) -> Case:
    """Fields of the loaded edition replaced."""
    return replace(case, tariff=replace(case.tariff, edition=replace(case.tariff.edition, **changes)))


def with_assessment(case: Case, product_id: str, **changes: Any) -> Case:
    """Fields of one product's assessment replaced, e.g. ``programmes``, ``spi``, ``remarks``."""
    changed = replace(case.assessments[product_id], **changes)
    return replace(case, assessments={**case.assessments, product_id: changed})


def with_entry(case: Case, index: int = 0, **changes: Any) -> Case:
    """Fields of one entry replaced."""
    entries = list(case.entries)
    entries[index] = replace(entries[index], **changes)
    return replace(case, entries=tuple(entries))


def with_memory(case: Case, **changes: Any) -> Case:
    """Keys of the installation's memory replaced or added."""
    return replace(case, memory={**case.memory, **changes})


def without_schedule(case: Case, product_id: str) -> Case:
    """The product's code is not in the loaded edition."""
    codes = {key: code for key, code in case.schedule_codes.items() if key != product_id}
    return replace(case, schedule_codes=codes)


def subjects(scope: Scope, case: Case) -> Iterator[tuple[Any, ...]]:
    """The arguments after the case of each call of a rule's ``check`` in that scope."""
    if scope is Scope.PLAN:
        yield ()
    elif scope is Scope.PRODUCT:
        yield from ((product,) for product in case.products.values())
    elif scope is Scope.ORDER:
        yield from ((each,) for each in case.orders)
    elif scope is Scope.ENTRY:
        yield from ((each,) for each in case.entries)
    else:
        for each in case.orders:
            for index, line in enumerate(each.lines):
                if line.product_id in case.products:
                    yield (LineSubject(order=each, index=index, product=case.products[line.product_id]),)


def hits(rule: Rule, case: Case) -> list[Hit]:
    """Everything a rule says of a case."""
    return [hit for arguments in subjects(rule.scope, case) for hit in rule.check(case, *arguments)]
