"""What customs still needs of each product, the most ordered first."""

from collections import Counter
from typing import Any

from entrygo.client import EntryGo

PAGE = 100
ASKED = ("description", "hsCode", "countryOfOrigin", "netWeightKg", "materials", "manufacturer")
Row = dict[str, Any]  # Any: JSON


def worklist(client: EntryGo) -> list[Row]:
    """Products that lack something, with what they lack and how many pieces open orders want."""
    wanted: Counter[str] = Counter()
    for order in client.orders.each(limit=PAGE, state="open"):
        for line in order["items"]:
            wanted[line["productId"]] += int(line["quantity"])
    rows: list[Row] = []
    for product in client.products.each(limit=PAGE):
        facts: Row = dict(product)
        missing = [name for name in ASKED if not facts.get(name)]
        if missing:
            names = {name: facts[name] for name in ("id", "externalId", "title")}
            rows.append({**names, "ordered": wanted[facts["id"]], "missing": missing})
    return sorted(rows, key=lambda row: (-row["ordered"], row["externalId"]))
