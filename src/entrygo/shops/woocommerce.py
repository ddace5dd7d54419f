"""WooCommerce's REST interface, version 3: products with their variations, and orders."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import httpx

from entrygo.shops.shop import CLOSED, Page, Preset, Record, ShopFault, What

PAGE = 50
MOST_WAITS = 10
TIMEOUT_SECONDS = 60.0
Node = dict[str, Any]  # Any: JSON of the shop
_GONE = frozenset({"cancelled", "refunded", "failed", "trash"})
_NOT_YET = frozenset({"pending", "checkout-draft", "auto-draft"})
_META = {
    "HS code": ("_hs_code", "hs_code", "_wcs_hs_code"),
    "origin": ("_country_of_origin", "country_of_origin"),
}


class WooCommerce:
    """A shop at its own address, by a consumer key and secret that may read."""

    preset: Preset = "woocommerce"

    def __init__(self, url: str, *, key: str, secret: str, weight_unit: str = "kg") -> None:
        self.name = url.rstrip("/")
        self._weight = f"Weight ({weight_unit})"
        self._http = httpx.Client(
            base_url=f"{self.name}/wp-json/wc/v3", auth=(key, secret), timeout=TIMEOUT_SECONDS
        )

    def pages(self, what: What, since: str) -> Iterator[Page]:
        """Products with each variation, or orders, as rows of the shop's own files."""
        number = 1
        while True:
            asked: dict[str, str | int] = {
                "per_page": PAGE,
                "page": number,
                "orderby": "modified",
                "order": "asc",
            }
            if since:
                asked |= {"modified_after": _before(since), "dates_are_gmt": "true"}
            found = self._get(f"/{what}", asked)
            if what == "products":
                records = [record for each in found for record in self._product(each)]
            else:
                records = [_order(each, self._given_back(each)) for each in found]
            yield Page(
                records=records, mark=max((each["date_modified_gmt"] for each in found), default=since)
            )
            if len(found) < PAGE:
                return
            number += 1

    def closing(self, name: str, why: str) -> Mapping[str, str]:
        """A row of the order's number alone."""
        return {"Order Number": name, "SKU": "", "Item Name": "", "Item Cost": "", CLOSED: why}

    def deleted_by(self, topic: str) -> bool:
        """``order.deleted``: it lies in the trash."""
        return topic == "order.deleted"

    def signature_of(self, headers: Mapping[str, str]) -> str:
        """``X-WC-Webhook-Signature``."""
        return headers.get("x-wc-webhook-signature", "")

    def delivery_of(self, headers: Mapping[str, str]) -> str:
        """``X-WC-Webhook-Delivery-ID``."""
        return headers.get("x-wc-webhook-delivery-id", "")

    def _given_back(self, node: Node) -> list[Node]:
        """The refunds of an order, with the pieces that each gave back."""
        return (
            self._get(f"/orders/{node['id']}/refunds", {"per_page": 100, "page": 1})
            if node.get("refunds")
            else []
        )

    def _product(self, node: Node) -> Iterator[Record]:
        if node["type"] != "variable":
            yield self._goods(node, node, node["name"])
            return
        number = 1
        while True:
            found = self._get(f"/products/{node['id']}/variations", {"per_page": PAGE, "page": number})
            for each in found:
                options = " / ".join(str(option["option"]) for option in each.get("attributes") or ())
                yield self._goods(each, node, f"{node['name']} - {options}" if options else node["name"])
            if len(found) < PAGE:
                return
            number += 1

    def _goods(self, node: Node, parent: Node, name: str) -> Record:
        row = {
            "ID": str(node["id"]),
            "Type": "simple",
            "SKU": node.get("sku") or str(node["id"]),
            "Name": name,
            "Published": "1",
            "Categories": ", ".join(each["name"] for each in parent.get("categories") or ()),
            self._weight: str(node.get("weight") or parent.get("weight") or ""),
            "Commodity code (HS code)": _said(node, parent, "customs_commodity_code", "HS code"),
            "Country of origin": _said(node, parent, "customs_country_of_origin", "origin"),
            "Customs description": _said(node, parent, "customs_description", ""),
        }
        left_out = (
            "It does not ship" if node.get("virtual") or parent["type"] in ("grouped", "external") else ""
        )
        return Record(name=row["SKU"], rows=[row], left_out=left_out)

    def _get(self, path: str, query: Mapping[str, str | int]) -> list[Node]:
        for _ in range(MOST_WAITS):
            try:
                answer = self._http.get(path, params=dict(query))
            except httpx.HTTPError as error:
                raise ShopFault(f"No answer from {self.name}: {error or type(error).__name__}") from error
            if answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
                told = answer.headers.get("retry-after", "")
                seconds = min(float(told) if told.isdigit() else 2.0, 30.0)
                time.sleep(seconds)  # lint: allow bounded-waits -- as long as the shop asks for, bounded
                continue
            return self._list(answer)
        raise ShopFault(
            f"{self.name} was asked {MOST_WAITS} times and is still too busy; run it again later."
        )

    def _list(self, answer: httpx.Response) -> list[Node]:
        try:
            document = answer.json()
        except ValueError:
            document = None
        if answer.is_success and isinstance(document, list):
            return document
        said = document.get("message") if isinstance(document, dict) else answer.text[:200]
        raise ShopFault(f"{self.name} answered {answer.status_code}: {said}")


def _before(mark: str) -> str:
    """A second before an instant: the shop answers what changed after the one it is given, to the second."""
    return (
        (datetime.fromisoformat(mark) - timedelta(seconds=1))
        .replace(tzinfo=None)
        .isoformat(timespec="seconds")
    )


def _said(node: Node, parent: Node, field: str, meta: str) -> str:
    """A customs field of the variation or its product, or what plugins keep in its place."""
    for each in (node, parent):
        if each.get(field):
            return str(each[field])
    for each in (node, parent):
        for known in each.get("meta_data") or ():
            if known.get("key") in _META.get(meta, ()) and known.get("value"):
                return str(known["value"])
    return ""


def _order(node: Node, refunds: Sequence[Node]) -> Record:
    """An order's lines that were not given back, at what was paid for each piece without tax, in its currency."""
    there = node["shipping"] if (node.get("shipping") or {}).get("country") else node["billing"]
    head = {
        "Order Number": str(node["number"]),
        "Order Date": node["date_created_gmt"][:10],
        "Order Status": node["status"],
        "Order Currency": node["currency"],
        "Order Shipping Amount": str(node.get("shipping_total") or ""),
        "Country Code (Shipping)": there.get("country") or "",
        "First Name (Shipping)": there.get("first_name") or "",
        "Last Name (Shipping)": there.get("last_name") or "",
        "Address 1 (Shipping)": there.get("address_1") or "",
        "City (Shipping)": there.get("city") or "",
        "State Code (Shipping)": there.get("state") or "",
        "Postcode (Shipping)": there.get("postcode") or "",
        "Email (Billing)": (node.get("billing") or {}).get("email") or "",
        "Phone (Billing)": (node.get("billing") or {}).get("phone") or "",
    }
    given_back = _pieces_given_back(refunds)
    rows, fault = [], ""
    for each in node["line_items"]:
        quantity, price = each["quantity"] - given_back[str(each.get("id"))], _price(each)
        if quantity <= 0:
            continue
        if price is None:
            fault = f"The line {each['name']} has no price that can be read"
        rows.append(
            head
            | {
                "SKU": each.get("sku") or str(each.get("variation_id") or each["product_id"]),
                "Item Name": each["name"],
                "Quantity": str(quantity),
                "Item Cost": "" if price is None else str(price),
            }
        )
    left_out = ""
    if node["status"] in _GONE:
        left_out = f"It is {node['status']} in the shop"
    elif node["status"] in _NOT_YET:
        left_out = f"It is no order to ship yet: {node['status']} in the shop"
    elif not rows:
        left_out = "Nothing of it is left to ship" if node["line_items"] else "It has no lines"
    elif there.get("country") not in ("US", "PR"):
        left_out = f"It ships to {there.get('country') or 'nowhere'}, not to the United States"
    return Record(
        name=head["Order Number"],
        rows=rows,
        left_out=left_out,
        fault="" if left_out else fault,
        note=_of_no_piece(refunds, head["Order Currency"]),
        id=str(node.get("id") or ""),
    )


def _pieces_given_back(refunds: Iterable[Node]) -> Counter[str]:
    """How many pieces the refunds gave back, by the id of the order's line."""
    found: Counter[str] = Counter()
    for refund in refunds:
        for each in refund.get("line_items") or ():
            named = [m["value"] for m in each.get("meta_data") or () if m.get("key") == "_refunded_item_id"]
            if named:
                found[str(named[0])] += abs(int(each.get("quantity") or 0))
    return found


def _of_no_piece(refunds: Iterable[Node], currency: str) -> str:
    """Words on refunds that give money back and no piece."""
    amounts = [
        str(refund.get("amount") or refund.get("total") or "")
        for refund in refunds
        if not any(each.get("quantity") for each in refund.get("line_items") or ())
    ]
    if not amounts:
        return ""
    return (
        f"A refund of {' and '.join(amounts)} {currency} names no pieces: all of them are taken, at what was paid for "
        "them; a refund changes the value only where it was agreed before importation"
    )


def _price(line: Node) -> Decimal | None:
    """A piece's price after discounts: the line's total over its quantity, to the sixth decimal."""
    try:
        total, quantity = Decimal(str(line["total"])), Decimal(line["quantity"])
        return (total / quantity).quantize(Decimal("0.000001")).normalize() if quantity > 0 else None
    except (InvalidOperation, ValueError):
        return None
