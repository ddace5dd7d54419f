"""Shops that answer as Shopify's Admin API and WooCommerce's REST interface do: token, throttling, refusals, pages."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Node = dict[str, Any]  # Any: JSON


def variant(number: int, **more: Any) -> Node:
    """A product variant as GraphQL answers it."""
    item = {
        "requiresShipping": True,
        "countryCodeOfOrigin": "GB",
        "harmonizedSystemCode": "490199",
        "countryHarmonizedSystemCodes": {
            "nodes": [{"countryCode": "US", "harmonizedSystemCode": "4901990070"}]
        },
        "measurement": {"weight": {"value": 0.9, "unit": "KILOGRAMS"}},
    }
    node = {
        "id": f"gid://shopify/ProductVariant/{number}",
        "sku": f"SHOP-{number}",
        "updatedAt": f"2026-11-20T10:00:{number % 60:02}Z",
        "selectedOptions": [{"value": "Default Title"}],
        "product": {
            "title": f"Book {number}",
            "handle": f"book-{number}",
            "productType": "Books",
            "isGiftCard": False,
            "status": "ACTIVE",
        },
        "inventoryItem": item | more.pop("item", {}),
    }
    return node | more


def order(number: int, *lines: Node, **more: Any) -> Node:
    """An order as GraphQL answers it."""
    node = {
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{number}",
        "createdAt": "2026-11-21T09:00:00Z",
        "updatedAt": f"2026-11-21T10:00:{number % 60:02}Z",
        "cancelledAt": None,
        "test": False,
        "currencyCode": "CAD",
        "totalShippingPriceSet": {"shopMoney": {"amount": "5.0", "currencyCode": "CAD"}},
        "shippingAddress": {
            "name": "Dana Reed", "address1": "88 Elm Street", "address2": None, "city": "Buffalo",
            "provinceCode": "NY", "zip": "14201", "countryCodeV2": "US", "phone": None,
        },
        "lineItems": {"pageInfo": {"hasNextPage": False}, "nodes": list(lines)},
    }  # fmt: skip
    return node | more


def line(number: int, *, quantity: int = 2, price: str = "12.50", **more: Any) -> Node:
    """A line of an order as GraphQL answers it."""
    money = {"shopMoney": {"amount": price, "currencyCode": "CAD"}}
    node = {
        "name": f"Book {number}",
        "sku": f"SHOP-{number}",
        "currentQuantity": quantity,
        "requiresShipping": True,
        "isGiftCard": False,
        "variant": {"id": f"gid://shopify/ProductVariant/{number}"},
        "discountedUnitPriceAfterAllDiscountsSet": money,
    }
    return node | more


@dataclass
class FakeShop:
    """What a shop has, and how it behaves. ``calls`` are the queries it was asked, ``tokens`` how many it gave out."""

    variants: list[Node] = field(default_factory=list)
    orders: list[Node] = field(default_factory=list)
    woo: dict[str, list[Node]] = field(default_factory=dict)
    throttles: int = 0
    version: str = "2026-10"
    is_permitted: bool = True
    page: int = 2
    calls: list[Node] = field(default_factory=list)
    tokens: int = 0
    fails_after: int | None = None

    def token(self) -> tuple[int, Node]:
        """The client credentials grant."""
        if not self.is_permitted:
            return 400, {"error": "shop_not_permitted"}
        self.tokens += 1
        return 200, {"access_token": f"shpat_{self.tokens}", "scope": "read_orders", "expires_in": 86_399}

    def graphql(self, body: Node) -> tuple[int, Node]:
        """One page, throttled first as often as it is told to."""
        self.calls.append(body)
        if self.fails_after is not None and len(self.calls) > self.fails_after:
            return 502, {"errors": "Bad gateway"}
        if self.throttles:
            self.throttles -= 1
            status = {"maximumAvailable": 1000, "currentlyAvailable": 1, "restoreRate": 1000}
            return 200, {
                "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
                "extensions": {"cost": {"requestedQueryCost": 50, "throttleStatus": status}},
            }
        field_, nodes = (
            ("orders", self.orders) if "orders(" in body["query"] else ("productVariants", self.variants)
        )
        since = (body["variables"].get("query") or "").removeprefix("updated_at:>='").removesuffix("'")
        kept = sorted(
            (each for each in nodes if each["updatedAt"] >= since), key=lambda each: each["updatedAt"]
        )
        start = int(body["variables"].get("after") or 0)
        shown = kept[start : start + self.page]
        info = {"hasNextPage": start + self.page < len(kept), "endCursor": str(start + self.page)}
        return 200, {"data": {field_: {"pageInfo": info, "nodes": shown}}}

    def rest(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        """One page of WooCommerce's lists."""
        if self.throttles:
            self.throttles -= 1
            return 429, {"message": "Too many requests"}
        number, size = int(query["page"][0]), int(query["per_page"][0])
        return 200, self.woo.get(path, [])[(number - 1) * size : number * size]


@contextmanager
def served(shop: FakeShop) -> Iterator[str]:
    """The shop behind a port; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self._answer(*(shop.token() if "oauth" in self.path else shop.graphql(body)))

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._answer(*shop.rest(parts.path.removeprefix("/wp-json/wc/v3"), parse_qs(parts.query)))

        def _answer(self, status: int, document: Any) -> None:
            data = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Shopify-Api-Version", shop.version)
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
