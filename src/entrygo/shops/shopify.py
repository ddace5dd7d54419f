"""Shopify's Admin API over GraphQL: product variants with their inventory items, and orders.

A version is kept for a year and then falls forward in silence: the one that answered is held against :data:`VERSION`.
"""

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx

from entrygo.shops.shop import CLOSED, Page, Preset, Record, ShopFault, What

VERSION = "2026-10"
PAGE = 50
LINES = 100
MOST_WAITS = 20
TIMEOUT_SECONDS = 60.0
EARLY = timedelta(minutes=10)
Node = dict[str, Any]  # Any: JSON of the shop
_GRAMS = {name: Decimal(grams) for name, grams in (
    ("GRAMS", "1"), ("KILOGRAMS", "1000"), ("OUNCES", "28.349523125"), ("POUNDS", "453.59237"),
)}  # fmt: skip
_PRODUCTS = """
query Variants($first: Int!, $after: String, $query: String) {
  productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id sku updatedAt
      selectedOptions { value }
      product { title handle productType isGiftCard status }
      inventoryItem {
        requiresShipping countryCodeOfOrigin harmonizedSystemCode
        countryHarmonizedSystemCodes(first: 20) { nodes { countryCode harmonizedSystemCode } }
        measurement { weight { value unit } }
      }
    }
  }
}"""
_ORDERS = """
query Orders($first: Int!, $after: String, $query: String, $lines: Int!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name createdAt updatedAt cancelledAt test
      totalShippingPriceSet { shopMoney { amount currencyCode } }
      currencyCode
      shippingAddress { name address1 address2 city provinceCode zip countryCodeV2 phone }
      lineItems(first: $lines) {
        pageInfo { hasNextPage }
        nodes {
          name sku currentQuantity requiresShipping isGiftCard
          variant { id }
          discountedUnitPriceAfterAllDiscountsSet { shopMoney { amount currencyCode } }
        }
      }
    }
  }
}"""


class Shopify:
    """A shop at ``NAME.myshopify.com``, by an app's client id and secret or by a token that does not end."""

    preset: Preset = "shopify"

    def __init__(
        self,
        name: str,
        *,
        client_id: str = "",
        secret: str = "",
        token: str = "",
        base: str = "",
        is_live: bool = False,
    ) -> None:
        self.name, self._is_live = name, is_live
        self._base = base or f"https://{name}"
        self._id, self._secret = client_id, secret
        self._token = token
        self._until: datetime | None = None
        self._http = httpx.Client(timeout=TIMEOUT_SECONDS)

    def pages(self, what: What, since: str) -> Iterator[Page]:
        """Variants, or orders, as rows of Shopify's own files."""
        query, field = (_PRODUCTS, "productVariants") if what == "products" else (_ORDERS, "orders")
        after: str | None = None
        while True:
            asked = {"first": PAGE, "after": after, "query": f"updated_at:>='{since}'" if since else None}
            found = self._ask(query, asked | ({"lines": LINES} if what == "orders" else {}))[field]
            records = [
                _variant(each) if what == "products" else _order(each, is_live=self._is_live)
                for each in found["nodes"]
            ]
            yield Page(
                records=records, mark=max((each["updatedAt"] for each in found["nodes"]), default=since)
            )
            if not found["pageInfo"]["hasNextPage"]:
                return
            after = found["pageInfo"]["endCursor"]

    def closing(self, name: str, why: str) -> Mapping[str, str]:
        """A row of the order's name alone."""
        lines = {f"Lineitem {each}": "" for each in ("name", "sku", "quantity")}
        return {"Name": name} | lines | {CLOSED: why}

    def deleted_by(self, topic: str) -> bool:
        """``orders/delete``."""
        return topic == "orders/delete"

    def signature_of(self, headers: Mapping[str, str]) -> str:
        """``X-Shopify-Hmac-SHA256``."""
        return headers.get("x-shopify-hmac-sha256", "")

    def delivery_of(self, headers: Mapping[str, str]) -> str:
        """``X-Shopify-Webhook-Id``, the same for every try of one delivery."""
        return headers.get("x-shopify-webhook-id", "")

    def _ask(self, query: str, variables: Mapping[str, object]) -> Node:
        """One query; a throttled one waits for what the shop says it lacks."""
        for _ in range(MOST_WAITS):
            answer = self._post(
                f"/admin/api/{VERSION}/graphql.json",
                {"query": query, "variables": variables},
                {"X-Shopify-Access-Token": self._access()},
            )
            if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
                _wait(_seconds(answer.headers.get("retry-after", "")))
                continue
            document = self._document(answer)
            errors = document.get("errors") or []
            if any((each.get("extensions") or {}).get("code") == "THROTTLED" for each in errors):
                _wait(_restored_in(document))
                continue
            if errors:
                said = "; ".join(str(each.get("message")) for each in errors)
                scopes = "The app needs read_products, read_inventory and read_orders."
                raise ShopFault(f"{self.name} refuses the query: {said}. {scopes}")
            served = answer.headers.get("x-shopify-api-version", VERSION)
            if served != VERSION:
                raise ShopFault(
                    f"{self.name} answers with version {served} in place of {VERSION}: update EntryGo."
                )
            data: Node = document["data"]
            return data
        raise ShopFault(
            f"{self.name} was asked {MOST_WAITS} times and is still too busy; run it again later."
        )

    def _access(self) -> str:
        """A token in force: its own, or a fresh one a little before the last ends."""
        is_lasting = self._until is None and self._token
        if is_lasting or (self._until is not None and datetime.now(UTC) < self._until):
            return self._token
        body = {"client_id": self._id, "client_secret": self._secret, "grant_type": "client_credentials"}
        document = self._document(self._post("/admin/oauth/access_token", body, {}))
        self._token = str(document["access_token"])
        self._until = datetime.now(UTC) + timedelta(seconds=int(document.get("expires_in", 86_399))) - EARLY
        return self._token

    def _post(self, path: str, body: Mapping[str, object], headers: Mapping[str, str]) -> httpx.Response:
        try:
            return self._http.post(f"{self._base}{path}", json=body, headers=dict(headers))
        except httpx.HTTPError as error:
            raise ShopFault(f"No answer from {self.name}: {error or type(error).__name__}") from error

    def _document(self, answer: httpx.Response) -> Node:
        try:
            document = answer.json()
        except ValueError:
            document = None
        if answer.is_success and isinstance(document, dict):
            return document
        said = document.get("error") or document.get("errors") if isinstance(document, dict) else None
        if said == "shop_not_permitted":
            said = "shop_not_permitted: the app and the shop are of two organisations; give --token instead"
        raise ShopFault(f"{self.name} answered {answer.status_code}: {said or answer.text[:200]}")


def _seconds(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 2.0


def _restored_in(document: Node) -> float:
    cost = (document.get("extensions") or {}).get("cost") or {}
    status = cost.get("throttleStatus") or {}
    lacking = cost.get("requestedQueryCost", 0) - status.get("currentlyAvailable", 0)
    return max(0.1, float(lacking) / (status.get("restoreRate") or 50))


def _wait(seconds: float) -> None:
    time.sleep(min(seconds, 30.0))  # lint: allow bounded-waits -- as long as the shop asks for, bounded


def _sku(sku: str | None, variant: str | None) -> str:
    """The SKU, or a name of the variant's own where it has none."""
    return sku or (f"variant-{variant.rpartition('/')[2]}" if variant else "")


def _grams(weight: Node) -> str:
    """A weight in grams; empty where the shop has none."""
    if not weight.get("value"):
        return ""
    return f"{Decimal(str(weight['value'])) * _GRAMS[weight['unit']]:.3f}"


def _variant(node: Node) -> Record:
    product, item = node["product"], node["inventoryItem"] or {}
    codes = ((item.get("countryHarmonizedSystemCodes") or {}).get("nodes")) or []
    american = next((each["harmonizedSystemCode"] for each in codes if each["countryCode"] == "US"), None)
    weight = ((item.get("measurement") or {}).get("weight")) or {}
    options = [
        each["value"] for each in node.get("selectedOptions") or () if each["value"] != "Default Title"
    ]
    row = {
        "Handle": product["handle"] or "",
        "Title": product["title"] or "",
        "Type": product.get("productType") or "",
        "Variant SKU": _sku(node["sku"], node["id"]),
        "Variant Grams": _grams(weight),
        "Variant Requires Shipping": "true" if item.get("requiresShipping", True) else "false",
        "Gift Card": "true" if product.get("isGiftCard") else "false",
        "HS Code": american or item.get("harmonizedSystemCode") or "",
        "COO": item.get("countryCodeOfOrigin") or "",
    }
    row |= {f"Option{number} Value": value for number, value in enumerate(options[:3], 1)}
    left_out = "It is a gift card" if product.get("isGiftCard") else ""
    if not left_out and not item.get("requiresShipping", True):
        left_out = "It does not ship"
    return Record(name=row["Variant SKU"], rows=[row], left_out=left_out)


def _order(node: Node, *, is_live: bool) -> Record:
    """An order's lines that are left to ship, at the price after all discounts, in the shop's currency."""
    address = node["shippingAddress"] or {}
    head = {
        "Name": node["name"],
        "Id": node["id"].rpartition("/")[2],
        "Created at": node["createdAt"][:10],
        "Cancelled at": (node["cancelledAt"] or "")[:10],
        "Currency": node["currencyCode"],
        "Shipping": ((node.get("totalShippingPriceSet") or {}).get("shopMoney") or {}).get("amount") or "",
        "Shipping Country": address.get("countryCodeV2") or "",
        "Shipping Name": address.get("name") or "",
        "Shipping Address1": address.get("address1") or "",
        "Shipping Address2": address.get("address2") or "",
        "Shipping City": address.get("city") or "",
        "Shipping Province": address.get("provinceCode") or "",
        "Shipping Zip": address.get("zip") or "",
        "Shipping Phone": address.get("phone") or "",
    }
    lines = [each for each in node["lineItems"]["nodes"] if not each.get("isGiftCard")]
    rows = [
        head
        | {
            "Lineitem name": each["name"],
            "Lineitem sku": _sku(each["sku"], (each.get("variant") or {}).get("id")),
            "Lineitem quantity": str(each["currentQuantity"]),
            "Lineitem price": each["discountedUnitPriceAfterAllDiscountsSet"]["shopMoney"]["amount"],
            "Lineitem requires shipping": "true" if each["requiresShipping"] else "false",
        }
        for each in lines
    ]
    left_out = fault = ""
    if node["cancelledAt"]:
        left_out = "It was cancelled in the shop"
    elif node.get("test") and is_live:
        left_out = "It is a test order of the shop"
    elif node["lineItems"]["pageInfo"]["hasNextPage"]:
        fault = f"It has more than {LINES} lines: import it from a file"
    elif not any(each["requiresShipping"] and each["currentQuantity"] > 0 for each in lines):
        left_out = "Nothing of it is left to ship"
    elif not address:
        fault = "It has no shipping address: the app may not see it, or the shop's plan hides it"
    elif address.get("countryCodeV2") not in ("US", "PR"):
        left_out = f"It ships to {address.get('countryCodeV2')}, not to the United States"
    return Record(name=node["name"], rows=rows, left_out=left_out, fault=fault, id=head["Id"])
