"""The exports of shops as layouts: the columns that their files have, in every generation of headers."""

from entrygo.spreadsheets.layout import UNSTATED, Layout, Skip, Source


def _of(*choices: str | tuple[str, ...], joined_by: str = " ", unit: str = "") -> Source:
    return Source(tuple((each,) if isinstance(each, str) else each for each in choices), joined_by, unit)


_OPTIONS = ("Option1 Value", "Option2 Value", "Option3 Value")
_NEW_OPTIONS = ("Option1 value", "Option2 value", "Option3 value")
_HANDLE = ("Handle", "URL handle")
_OF_A_CONNECTION = {"status": _of("entrygo.status"), "closed": _of("entrygo.closed")}
"""What ``entrygo connect`` says of an order beside the shop's columns: that it is live, or why nothing of it ships."""

SHOPIFY_PRODUCTS = Layout(
    name="shopify",
    of="products",
    recognised_by=(
        frozenset({"Handle", "Variant SKU"}),
        frozenset({"URL handle", "SKU", "Option1 value"}),
        frozenset({"URL handle", "Weight value (grams)"}),
    ),
    group=_HANDLE,
    inherited=("title", "category"),
    skips=(Skip("Variant Price", frozenset(), "A row of a picture, not of a variant"),
           Skip("Price", frozenset(), "A row of a picture, not of a variant"),
           Skip("Gift Card", frozenset({"true"}), "A gift card is no goods"),
           Skip("Variant Requires Shipping", frozenset({"false"}), "It does not ship"),
           Skip("Requires shipping", frozenset({"false"}), "It does not ship")),
    sources={
        "externalId": _of("Variant SKU", "SKU", (*_HANDLE, *_OPTIONS), joined_by="/"),
        "sku": _of("Variant SKU", "SKU"),
        "title": _of("Title"),
        "variant": _of(_OPTIONS, joined_by=" / "),
        "category": _of("Type", "Product Category", "Product category"),
        "grossWeightKg": _of("Variant Grams", "Weight value (grams)", unit="g"),
        "hsCode": _of("Variant HS Code", "HS Code", "HS code", "Harmonized System Code"),
        "countryOfOrigin": _of("COO", "Country of Origin", "Country/Region of Origin"),
    },
)  # fmt: skip

SHOPIFY_INVENTORY = Layout(
    name="shopify",
    of="products",
    recognised_by=(
        frozenset({"Handle", "SKU", "HS Code", "COO"}),
        frozenset({"URL handle", "SKU", "HS Code", "COO"}),
    ),
    group=_HANDLE,
    inherited=("title",),
    repeats=True,
    sources={
        "externalId": _of("SKU", (*_HANDLE, *_OPTIONS), joined_by="/"),
        "sku": _of("SKU"),
        "title": _of("Title"),
        "variant": _of(_OPTIONS, joined_by=" / "),
        "hsCode": _of("HS Code"),
        "countryOfOrigin": _of("COO"),
    },
)

WOOCOMMERCE_PRODUCTS = Layout(
    name="woocommerce",
    of="products",
    recognised_by=(frozenset({"ID", "Type", "SKU", "Name", "Published"}),),
    parent="Parent",
    inherited=("description", "category", "grossWeightKg", "hsCode", "countryOfOrigin"),
    skips=(
        Skip("Type", frozenset({"variable", "grouped", "external"}), "It is sold by its variations, not itself"),
        Skip("Type", frozenset({"virtual", "downloadable"}), "It does not ship"),
    ),
    sources={
        "externalId": _of("SKU", "ID"),
        "sku": _of("SKU"),
        "title": _of("Name"),
        "description": _of("Customs description", "Meta: _customs_description"),
        "category": _of("Categories"),
        "grossWeightKg": _of("Weight (kg)", "Weight (g)", "Weight (lbs)", "Weight (oz)"),
        "hsCode": _of("Commodity code (HS code)", "HS code", "Meta: _hs_code", "Meta: hs_code", "Meta: _wcs_hs_code"),
        "countryOfOrigin": _of("Country of origin", "Meta: _country_of_origin", "Meta: country_of_origin"),
    },
)  # fmt: skip

BIGCOMMERCE_PRODUCTS = Layout(
    name="bigcommerce",
    of="products",
    recognised_by=(
        frozenset({"Product ID", "Product Code/SKU", "Product Name"}),
        frozenset({"Item", "ID", "Name", "SKU", "Inventory Tracking"}),
    ),
    inherited=("title", "description", "category", "grossWeightKg", "hsCode", "countryOfOrigin"),
    follows=tuple(Skip(each, frozenset({"variant", "sku"}), "") for each in ("Item", "Item Type")),
    skips=(
        Skip("Item", frozenset({"image", "video", "rule", "modifier", "customfield", "custom field"}),
             "A row of a picture or an option, not of goods"),
        Skip("Item Type", frozenset({"image", "rule"}), "A row of a picture or an option, not of goods"),
        Skip("Product Type", frozenset({"d", "digital"}), "It does not ship"),
        Skip("Type", frozenset({"digital"}), "It does not ship"),
    ),
    sources={
        "externalId": _of("Product Code/SKU", "SKU", "Product ID", "ID"),
        "sku": _of("Product Code/SKU", "SKU"),
        "title": _of("Product Name", "Name"),
        "variant": _of("Options"),
        "description": _of("Commodity Description"),
        "category": _of("Category"),
        "grossWeightKg": _of("Product Weight", "Weight", unit=UNSTATED),
        "hsCode": _of("HS Code", "Harmonized Tariff Code"),
        "countryOfOrigin": _of("Country Of Origin", "Country of Origin"),
    },
)  # fmt: skip

SHIPSTATION_PRODUCTS = Layout(
    name="shipstation",
    of="products",
    recognised_by=(
        frozenset({"SKU", "Name", "CustomsDescription"}),
        frozenset({"SKU", "Name", "HarmonizedCode"}),
    ),
    sources={
        "externalId": _of("SKU"),
        "sku": _of("SKU"),
        "title": _of("Name"),
        "description": _of("CustomsDescription"),
        "category": _of("Category"),
        "grossWeightKg": _of("WeightOz", unit="oz"),
        "hsCode": _of("CustomsTariffNo", "HarmonizedCode"),
        "countryOfOrigin": _of("CustomsCountry", "CountryOfOrigin"),
    },
)

SHOPIFY_ORDERS = Layout(
    name="shopify",
    of="orders",
    recognised_by=(frozenset({"Name", "Lineitem name", "Lineitem sku", "Lineitem quantity"}),),
    sources=_OF_A_CONNECTION
    | {
        "externalId": _of("Name"),
        "soldOn": _of("Created at"),
        "cancelledAt": _of("Cancelled at", "Canceled at"),
        "state": _of("Financial Status"),
        "refunded": _of("Refunded Amount"),
        "currency": _of("Currency"),
        "subtotal": _of("Subtotal"),
        "discount": _of("Discount Amount"),
        "freight": _of("Shipping"),
        "metadata.shopifyId": _of("Id"),
        "destinationCountry": _of("Shipping Country", "Billing Country"),
        "shipTo.name": _of("Shipping Name", "Billing Name"),
        "shipTo.address1": _of("Shipping Address1", "Shipping Street", "Billing Address1"),
        "shipTo.address2": _of("Shipping Address2"),
        "shipTo.city": _of("Shipping City", "Billing City"),
        "shipTo.region": _of("Shipping Province", "Billing Province"),
        "shipTo.postalCode": _of("Shipping Zip", "Billing Zip"),
        "shipTo.phone": _of("Shipping Phone", "Phone"),
        "shipTo.email": _of("Email"),
        "buyer.name": _of("Billing Name"),
        "buyer.address1": _of("Billing Address1", "Billing Street"),
        "buyer.city": _of("Billing City"),
        "buyer.region": _of("Billing Province"),
        "buyer.postalCode": _of("Billing Zip"),
        "buyer.country": _of("Billing Country"),
        "items.sku": _of("Lineitem sku"),
        "items.title": _of("Lineitem name"),
        "items.quantity": _of("Lineitem quantity"),
        "items.price": _of("Lineitem price"),
        "items.ships": _of("Lineitem requires shipping"),
    },
)

WOOCOMMERCE_ORDERS = Layout(
    name="woocommerce",
    of="orders",
    recognised_by=(
        frozenset({"Order Number", "SKU", "Item Name", "Item Cost"}),
        frozenset({"order_number", "item_sku", "item_quantity"}),
    ),
    sources=_OF_A_CONNECTION
    | {
        "externalId": _of("Order Number", "order_number", "Order ID", "order_id"),
        "soldOn": _of("Order Date", "order_date", "date"),
        "state": _of("Order Status", "order_status", "status"),
        "currency": _of("Order Currency", "Currency", "order_currency"),
        "discount": _of("Cart Discount Amount", "Discount Amount", "discount_total", "cart_discount"),
        "freight": _of("Order Shipping Amount", "shipping_total", "order_shipping"),
        "destinationCountry": _of(
            "Country Code (Shipping)", "Country Name (Shipping)", "shipping_country", "Country Code (Billing)",
            "billing_country",
        ),
        "shipTo.name": _of(
            ("First Name (Shipping)", "Last Name (Shipping)"), ("shipping_first_name", "shipping_last_name"),
            ("First Name (Billing)", "Last Name (Billing)"), ("billing_first_name", "billing_last_name"),
        ),
        "shipTo.address1": _of(
            "Address 1&2 (Shipping)", "Address 1 (Shipping)", "shipping_address_1", "Address 1&2 (Billing)",
            "billing_address_1",
        ),
        "shipTo.city": _of("City (Shipping)", "shipping_city", "City (Billing)", "billing_city"),
        "shipTo.region": _of("State Code (Shipping)", "shipping_state", "State Code (Billing)", "billing_state"),
        "shipTo.postalCode": _of("Postcode (Shipping)", "shipping_postcode", "Postcode (Billing)", "billing_postcode"),
        "shipTo.email": _of("Email (Billing)", "billing_email"),
        "shipTo.phone": _of("Phone (Billing)", "billing_phone"),
        "buyer.name": _of(("First Name (Billing)", "Last Name (Billing)"), ("billing_first_name", "billing_last_name")),
        "buyer.address1": _of("Address 1&2 (Billing)", "Address 1 (Billing)", "billing_address_1"),
        "buyer.city": _of("City (Billing)", "billing_city"),
        "buyer.region": _of("State Code (Billing)", "billing_state"),
        "buyer.postalCode": _of("Postcode (Billing)", "billing_postcode"),
        "buyer.country": _of("Country Code (Billing)", "billing_country"),
        "items.sku": _of("SKU", "item_sku"),
        "items.title": _of("Item Name", "item_name"),
        "items.quantity": _of("Quantity (- Refund)", "Quantity", "item_quantity"),
        "items.price": _of("Item Cost", "item_price"),
        "items.total": _of("Order Line Total", "Item Total", "item_total"),
    },
)  # fmt: skip

SHIPSTATION_ORDERS = Layout(
    name="shipstation",
    of="orders",
    recognised_by=(frozenset({"Order - Number", "Item - SKU", "Item - Qty"}),),
    sources={
        "externalId": _of("Order - Number"),
        "soldOn": _of("Date - Order Date"),
        "state": _of("Order - Status"),
        "currency": _of("Currency", "Order - Currency", "Currency Code"),
        "freight": _of("Amount - Order Shipping"),
        "destinationCountry": _of("Ship To - Country"),
        "shipTo.name": _of("Ship To - Name", "Bill To - Name"),
        "shipTo.address1": _of("Ship To - Address 1"),
        "shipTo.address2": _of("Ship To - Address 2"),
        "shipTo.city": _of("Ship To - City"),
        "shipTo.region": _of("Ship To - State", "Ship To - State/Province"),
        "shipTo.postalCode": _of("Ship To - Postal Code"),
        "shipTo.phone": _of("Ship To - Phone"),
        "buyer.name": _of("Bill To - Name"),
        "items.sku": _of("Item - SKU"),
        "items.title": _of("Item - Name"),
        "items.quantity": _of("Item - Qty"),
        "items.price": _of("Item - Price"),
    },
)

BIGCOMMERCE_ORDERS = Layout(
    name="bigcommerce",
    of="orders",
    recognised_by=(
        frozenset({"Order ID", "Order Status", "Product Details"}),
        frozenset({"Order ID", "Order Status", "Product SKU", "Product Qty"}),
    ),
    details="Product Details",
    sources={
        "externalId": _of("Order ID"),
        "soldOn": _of("Order Date"),
        "state": _of("Order Status"),
        "currency": _of("Order Currency Code", "Currency Code"),
        "discount": _of("Coupon Value", "Discount Amount"),
        "freight": _of("Shipping Cost (ex tax)", "Shipping Cost (inc tax)"),
        "refunded": _of("Refund Amount", "Refunded Amount"),
        "destinationCountry": _of("Shipping Country", "Billing Country"),
        "shipTo.name": _of(("Shipping First Name", "Shipping Last Name"), ("Billing First Name", "Billing Last Name")),
        "shipTo.address1": _of("Shipping Street 1", "Billing Street 1"),
        "shipTo.address2": _of("Shipping Street 2"),
        "shipTo.city": _of("Shipping Suburb", "Shipping City", "Billing Suburb", "Billing City"),
        "shipTo.region": _of(
            "Shipping State Abbreviation", "Shipping State", "Billing State Abbreviation", "Billing State"
        ),
        "shipTo.postalCode": _of("Shipping Zip", "Billing Zip"),
        "shipTo.email": _of("Customer Email"),
        "shipTo.phone": _of("Shipping Phone", "Customer Phone"),
        "buyer.name": _of(("Billing First Name", "Billing Last Name"), "Customer Name"),
        "buyer.address1": _of("Billing Street 1"),
        "buyer.city": _of("Billing Suburb", "Billing City"),
        "buyer.region": _of("Billing State Abbreviation", "Billing State"),
        "buyer.postalCode": _of("Billing Zip"),
        "buyer.country": _of("Billing Country"),
        "items.sku": _of("Product SKU", "Product ID"),
        "items.title": _of("Product Name"),
        "items.quantity": _of("Product Qty"),
        "items.price": _of("Product Unit Price"),
    },
)  # fmt: skip

WORKLIST = Layout(
    name="entrygo",
    of="products",
    recognised_by=(
        frozenset({"externalId", "hsCode", "proposed", "chance of six digits"}),
        frozenset({"externalId", "hsCode", "proposed", "chance"}),  # as older versions wrote it
    ),
    sources={"externalId": _of("externalId"), "hsCode": _of("hsCode")},
)
"""A worklist of proposed codes, filled in: the codes alone are read."""

LAYOUTS = (
    SHOPIFY_PRODUCTS,
    SHOPIFY_INVENTORY,
    WOOCOMMERCE_PRODUCTS,
    BIGCOMMERCE_PRODUCTS,
    SHIPSTATION_PRODUCTS,
    SHOPIFY_ORDERS,
    WOOCOMMERCE_ORDERS,
    SHIPSTATION_ORDERS,
    BIGCOMMERCE_ORDERS,
)
SHOPS = frozenset(layout.name for layout in LAYOUTS)
"""The presets of shops, whose files are taken as they are."""
PRESETS = ("entrygo", *dict.fromkeys(layout.name for layout in LAYOUTS))
