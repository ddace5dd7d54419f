"""Packages to make papers from: one with everything that is hard, a plain one, and one as large as they come.

``full()`` holds two entries (a formal one and one for antidumping goods), four products (metals, a USMCA claim, a food
with agency answers, a disputed candle), accents, CJK, and strangers' names that try to break out of every format.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import (
    Account,
    Bond,
    Broker,
    Charge,
    Importer,
    Material,
    Metals,
    Order,
    OrderLine,
    Party,
    PgaAnswer,
    Product,
    ResponsiblePerson,
    Shipment,
    Usmca,
    Warehouse,
)
from entrygo.contract.plan import (
    EntryType,
)
from entrygo.documents.package_facts import Change, PackageFacts
from tests.rooms.documents.made_plans import entry, entry_line, plan

KEY = bytes(range(32))
"""A private key nobody else may use: it is printed here."""
MADE_AT = datetime(2026, 11, 23, 15, 4, 5, 678000, tzinfo=UTC)
PLAN_HASH = "planhash_" + "ab" * 32
HOSTILE = '=HYPERLINK("http://evil.example","<script>alert(1)</script>")'


SEAT = Party(
    address1="1 rue de l’Érablière", city="Montréal", region="QC", postal_code="H2X 1Y4", country="CA"
)


def account() -> Account:
    """An exporter in Montréal who is its own importer of record."""
    return Account(
        id="acc_1",
        name="Érable & Fils Ltée",
        address=SEAT,
        importer=Importer(
            name="Érable & Fils Ltée",
            number="12-3456789AB",
            bond=Bond(type="continuous", number="991234567", surety="Example Surety"),
            address=SEAT,
        ),
        responsible_person=ResponsiblePerson(
            name="Zoë Tremblay", title="Export manager", email="zoe@erable.example", phone="+1 514 555 0100"
        ),
        incoterm="DDP",
    )


def warehouse() -> Warehouse:
    """A warehouse near the border."""
    return Warehouse(
        id="wh_1",
        name="Entrepôt Lacolle",
        address=Party(
            address1="9 Dock Road", city="Lacolle", region="QC", postal_code="J0J 1J0", country="CA"
        ),
        notification_email="dock@erable.example",
        port_of_entry="0712",
        mode="truck",
    )


def broker(profile: Mapping[str, Any] | None = None) -> Broker:
    """A broker with a power of attorney."""
    return Broker(
        id="br_1",
        name="Border Brokers",
        email="entries@broker.example",
        filer_code="ABC",
        power_of_attorney_on_file=True,
        power_of_attorney_valid_to=date(2027, 12, 31),
        profile=profile or {},
    )


def pan() -> Product:
    """A steel pan with an aluminum core, made in China: metals, no MID given."""
    return Product(
        id="prod_pan",
        external_id="ext-pan",
        sku="PAN-28",
        title="Poêle 28",
        description="Frying pan, stainless steel with aluminum core, 28 cm, for household cooking",
        hs_code="7323930045",
        country_of_origin="CN",
        unit_value_usd=Decimal("38.50"),
        net_weight_kg=Decimal("1.25"),
        gross_weight_kg=Decimal("1.4"),
        materials=(
            Material(name="stainless steel", percent=Decimal(80)),
            Material(name="aluminum", percent=Decimal(20)),
        ),
        manufacturer=Party(
            name="張三 Cookware & Co., Ltd.",
            address1="No. 88 Zhongshan Road",
            city="Guangzhou",
            region="GD",
            postal_code="510000",
            country="CN",
        ),
        metals=Metals(
            steel_weight_kg=Decimal("1.0"),
            aluminum_weight_kg=Decimal("0.25"),
            steel_melt_pour_country="CN",
            aluminum_primary_smelt_country="CN",
            aluminum_secondary_smelt_country=None,
            aluminum_cast_country="CN",
        ),
        attributes={"brand": "Érable", "grade": "18/10", "relatedParties": False, "assists": "none"},
    )


def jam() -> Product:
    """A Canadian jam with an FDA prior notice, claimed under USMCA."""
    return Product(
        id="prod_jam",
        external_id="ext-jam",
        sku="JAM-STR",
        title="Strawberry jam",
        description="Strawberry jam, 250 ml glass jar, food for retail sale",
        hs_code="2007991000",
        country_of_origin="CA",
        unit_value_usd=Decimal("7.25"),
        net_weight_kg=Decimal("0.3"),
        gross_weight_kg=Decimal("0.52"),
        manufacturer=Party(
            name="Ferme Łukasz Dvořák",
            address1="120 chemin du Lac",
            city="Québec",
            region="QC",
            postal_code="G1R 1A1",
            country="CA",
        ),
        mid="XQFERLUK120QUE",
        usmca=Usmca(
            qualifies=True,
            criterion="B",
            certifier={"name": "Łukasz Dvořák", "capacity": "producer"},
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
        ),
        pga=(
            PgaAnswer(
                agency="FDA",
                program="FOO",
                data={
                    "productCode": "25YYT03",
                    "priorNoticeNumber": "PN-123456789",
                    "facility": "12345678901",
                },
            ),
        ),
    )


def candle() -> Product:
    """A candle under an antidumping order."""
    return Product(
        id="prod_candle",
        external_id="ext-candle",
        sku="-CND+1",
        title="Candle",
        description="Candle, paraffin wax, scented, in a glass holder",
        hs_code="3406000000",
        country_of_origin="CN",
        unit_value_usd=Decimal("12.00"),
        net_weight_kg=Decimal("0.4"),
        gross_weight_kg=Decimal("0.6"),
        manufacturer=Party(name="Wax Works", address1="5 Lane", city="Ningbo", country="CN"),
        adcvd={"caseNumber": ["A-570-504", "C-570-999"]},
    )


def print_() -> Product:
    """A print from Toronto whose title and description are an attack, and of whose weight nothing is known."""
    return Product(
        id="prod_print",
        external_id=HOSTILE,
        title="Print",
        description=HOSTILE,
        hs_code="4911914040",
        country_of_origin="CA",
        unit_value_usd=Decimal("0.125"),
        pga=(
            PgaAnswer(agency="APHIS", program="LAC", disclaim="D"),
            PgaAnswer(agency="@SUM(A1)", data={"x": "=1+1"}),
        ),
        adcvd={"inScope": False},
        attributes={"marks": "\t=cmd|'/c calc'!A0", "discount": "10 % off list price", "rebates": "none"},
    )


PRODUCTS = {product.id: product for product in (pan(), jam(), candle(), print_())}
BUYERS = (
    Party(
        name="Ada O’Buyer",
        address1="350 Fifth Avenue",
        city="New York",
        region="NY",
        postal_code="10001",
        country="US",
    ),
    Party(
        name=f"{HOSTILE}\r\nBcc: victim@evil.example\r\n\r\n<b>",
        address1="'; DROP TABLE orders; --",
        city="</td></table>",
        region="CA",
        postal_code="90001",
        country="US",
        email="a@b.example\r\nX-Evil: 1",
    ),
    Party(
        name="Мария 山田 \u202egnihsihp\u0000\ud800",
        address1="1 Main St",
        city="Austin",
        region="TX",
        country="US",
    ),
)


def orders() -> tuple[Order, ...]:
    """Three orders of all four products, one sold at a price of its own."""
    lines = (
        (("prod_pan", 2, "38.50"), ("prod_jam", 12, "7.25"), ("prod_print", 8, "0.125")),
        (("prod_pan", 1, "35.00"), ("prod_candle", 6, "12.00")),
        (("prod_pan", 80, "38.50"), ("prod_jam", 3, "7.25"), ("prod_candle", 1, "11.99")),
    )
    return tuple(
        Order(
            id=f"ord_{index}",
            external_id=f"#10{index:02d}" if index != 2 else "=1002",
            destination_country="US",
            lines=tuple(
                OrderLine(product_id=product, quantity=Decimal(count), unit_value_usd=Decimal(price))
                for product, count, price in held
            ),
            ship_to=buyer,
            buyer=buyer if index != 3 else replace(buyer, name="Gift giver"),
            packages=(2, None, 5)[index - 1],
            sold_on=date(2026, 11, 18 + index) if index != 2 else None,
            charges=(
                Charge(type="freight", amount_usd=Decimal("14.90"), included=False),
                Charge(type="packing", amount_usd=Decimal("2.00"), included=True),
            ),
        )
        for index, (held, buyer) in enumerate(zip(lines, BUYERS, strict=True), start=1)
    )


def full(**changes: Any) -> PackageFacts:
    """Two entries, four products, three orders, everything that is hard."""
    sold = {
        product: [
            (order.id, line) for order in orders() for line in order.lines if line.product_id == product
        ]
        for product in PRODUCTS
    }
    first = entry(1, EntryType.FORMAL, (
        entry_line(1, sold["prod_pan"], PRODUCTS, headings=("9903.82.02", "9903.88.15", "9903.05.90"), layers=(
            ("base", "7323.93.0045", "2%", "2"), ("s232_metals", "9903.82.02", "+50%", "50"),
            ("s301_china", "9903.88.15", "+7.5%", "7.5"), ("s301_fl", "9903.05.90", "exempt", "0"))),
        entry_line(2, sold["prod_jam"], PRODUCTS, spi="S", headings=("9903.05.93",), layers=(
            ("base", "2007.99.1000", "Free (S)", "0"), ("s301_fl", "9903.05.93", "exempt, USMCA claimed", "0"))),
        entry_line(3, sold["prod_print"], PRODUCTS, layers=(("base", "4911.91.4040", "Free", "0"),)),
    ))  # fmt: skip
    second = entry(2, EntryType.ADCVD, (
        entry_line(1, sold["prod_candle"], PRODUCTS, headings=("9903.05.84",), layers=(
            ("base", "3406.00.0000", "Free", "0"), ("s301_fl", "9903.05.84", "+12.5%", "12.5"),
            ("adcvd", "A-570-504", "cash deposit by producer", None))),
    ))  # fmt: skip
    facts: dict[str, Any] = {
        "account": account(),
        "warehouse": warehouse(),
        "broker": broker(),
        "shipment": Shipment(
            entry_date=date(2026, 11, 23), port_of_entry="0712", mode="truck", carrier_scac="ABCD",
            paps_number="ABCD123456", eta="2026-11-23T20:00:00.000Z",
        ),
        "orders": orders(),
        "products": PRODUCTS,
        "plan": plan((first, second), orders()),
        "plan_hash": PLAN_HASH,
        "package_id": "cp_0199b2",
        "package_number": "cp_ch123456",
        "generated_at": MADE_AT,
    }  # fmt: skip
    return PackageFacts(**(facts | changes))


def correction() -> PackageFacts:
    """Version 2 of the full package."""
    return full(
        version=2,
        supersedes="cp_ch123456 version 1",
        changes=(
            Change(field="products[PAN-28].countryOfOrigin", before="TW", after="CN"),
            Change(field="shipment.papsNumber", before=None, after="ABCD123456\r\nBcc: x@evil.example"),
        ),
    )


def plain() -> PackageFacts:
    """One order of one product by an exporter who stated next to nothing."""
    product = Product(id="prod_x", external_id="X", title="Mug", hs_code="69120048", country_of_origin="PT")
    line = OrderLine(product_id="prod_x", quantity=Decimal(1), unit_value_usd=Decimal("9.99"))
    order = Order(id="ord_x", external_id="1", destination_country="US", lines=(line,))
    only = entry(1, EntryType.INFORMAL, (entry_line(1, [("ord_x", line)], {"prod_x": product}),))
    return full(
        account=Account(id="acc_x", name="Mug Shop"),
        warehouse=Warehouse(id="wh_x", name="Shed"),
        broker=Broker(id="br_x", name="Broker", email="b@broker.example"),
        shipment=Shipment(entry_date=date(2026, 11, 23)),
        orders=(order,),
        products={"prod_x": product},
        plan=plan((only,), (order,)),
    )


def mixed() -> PackageFacts:
    """One line of two products: pans of two sizes under one code, origin and set of programmes."""
    small = replace(
        pan(), id="prod_small", sku="PAN-20", description="Frying pan, stainless steel, 20 cm, for cooking"
    )
    products = {"prod_pan": pan(), "prod_small": small}
    held = [
        OrderLine(product_id=key, quantity=Decimal(count), unit_value_usd=Decimal("30.333"))
        for key, count in (("prod_pan", 2), ("prod_small", 5))
    ]
    order = replace(orders()[0], lines=tuple(held))
    line = entry_line(1, [(order.id, each) for each in held], products, headings=("9903.82.02",))
    return full(
        orders=(order,),
        products=products,
        plan=plan((entry(1, EntryType.INFORMAL, (line,)),), (order,)),
    )


def large(line_count: int) -> PackageFacts:
    """One entry of so many lines, each a product and an order of its own."""
    products = {
        f"prod_{n}": replace(pan(), id=f"prod_{n}", sku=f"PAN-{n:05d}", hs_code=f"{7323930000 + n}")
        for n in range(1, line_count + 1)
    }
    sold = {
        key: OrderLine(product_id=key, quantity=Decimal(2), unit_value_usd=Decimal("38.50"))
        for key in products
    }
    many = tuple(
        Order(id=f"ord_{key}", external_id=f"#{key}", destination_country="US", lines=(line,),
              ship_to=BUYERS[0], packages=1)
        for key, line in sold.items()
    )  # fmt: skip
    lines = [
        entry_line(number, [(order.id, order.lines[0])], products, headings=("9903.82.02",), layers=(
            ("base", "7323.93.0045", "2%", "2"), ("s232_metals", "9903.82.02", "+50%", "50")))
        for number, order in enumerate(many, start=1)
    ]  # fmt: skip
    return full(
        orders=many,
        products=products,
        plan=plan((entry(1, EntryType.FORMAL, lines),), many),
    )
