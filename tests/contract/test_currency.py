"""Rates of exchange in plans of a running server: loaded by the operator, exact to the cent."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from tests.serving.sandbox import Sandbox
from tests.serving.server import Server


@pytest.mark.requirement("currency:rates:loaded")
def test_loaded_rates_give_plans_their_value_to_the_cent(
    server: Server, goods: Sandbox, tmp_path: Path
) -> None:
    def value(currency: str, price: float, on: str, **more: object) -> tuple[object, set[str]]:
        line = {"productId": goods.book_id, "quantity": 3, "unitPrice": price}
        order = {
            "externalId": f"{currency}-{price}-{on}-{len(more)}",
            "destinationCountry": "US",
            "items": [line],
        }
        body = {"items": [order | {"currency": currency} | more]}
        synced = goods.client.ok(goods.client.post("/api/orders/sync", body))["data"][0]["id"]
        planned = goods.plan(synced, dryRun=True, shipment={"entryDate": "2026-11-24", "exportDate": on})
        codes = {each["code"] for each in planned["validationMessages"]}
        return planned["duty_estimate"]["totals"]["valueUsd"], codes & {"EXCHANGE_RATE_MISSING"}

    assert value("CAD", 19.99, "2026-11-23") == (None, {"EXCHANGE_RATE_MISSING"})
    path = tmp_path / "rates.csv"
    path.write_text(
        "currency,quarter,usd_per_unit,source\nCAD,2026Q4,0.7213,bulletin\nEUR,2026-11-20,1.1601,CBP\n",
        encoding="utf-8",
    )
    ran = CliRunner().invoke(
        app, ["rates", "load", str(path), "--json"], env={"ENTRYGO_HOME": str(server.home)}
    )
    assert json.loads(ran.output)["loadedRates"] == 2
    try:
        assert value("CAD", 19.99, "2026-11-23") == (43.26, set())  # 59.97 x 0.7213 = 43.256...
        assert value("EUR", 19.99, "2026-11-22") == (69.57, set())  # a Sunday: Friday's 1.1601
        assert value("EUR", 19.99, "2026-11-23") == (None, {"EXCHANGE_RATE_MISSING"})
        assert value("CAD", 19.99, "2026-11-23", exchangeRateUsd=0.7) == (41.98, set())  # stated wins
    finally:
        (server.home / "tariff" / "rates.json").unlink()
