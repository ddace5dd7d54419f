"""Answers from models and facts from requests: what a field reads, how it is written, what is left out."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from entrygo.contract.answers.fields import Answer, CamelAnswer, Day, HtsCode, Instant, Number
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import answer_bytes
from entrygo.contract.described import named, optional, required
from entrygo.contract.facts import Product
from entrygo.contract.parties import BrokerRecord, Fees
from entrygo.contract.requests.catalogue import ProductIn
from entrygo.contract.requests.parties import BrokerPatch
from entrygo.contract.requests.stated import restated, stated


@dataclass(frozen=True)
class Owner:
    name: str
    email: str | None = None


@dataclass(frozen=True)
class Thing:
    id: str = "thing_1"
    number: int = 7
    code: str | None = "4901990070"
    price: Decimal = Decimal("18.50")
    made_at: datetime = datetime(2026, 11, 2, 9, 30, 0, 123456, tzinfo=UTC)
    sold_on: date | None = date(2026, 11, 3)
    owner: Owner | None = field(default_factory=lambda: Owner("Ann"))
    owners: tuple[Owner, ...] = ()


class OwnerAnswer(Answer):
    name: str = required("Name.")
    email: str | None = optional("Mail address.")


class ThingAnswer(CamelAnswer):
    thing_id: str = required("Id.", of="id")
    no: int = named("NO", "Number.", of="number")
    code: HtsCode | None = required("Code.")
    price: Number = required("Price.")
    made_at: Instant = required("When.")
    sold_on: Day | None = required("Day.")
    owner: OwnerAnswer | None = required("Owner.")
    owner_name: str = required("The owner's name.", of="owner.name")
    owners: list[OwnerAnswer] = required("Owners.")


def test_an_answer_is_written_field_by_field_in_the_models_order() -> None:
    written = answer_bytes(shown(ThingAnswer, Thing(owners=(Owner("Bea", "b@example.com"),))))
    assert written == (
        b'{"thingId":"thing_1","NO":7,"code":"4901.99.0070","price":18.5,"madeAt":"2026-11-02T09:30:00.123Z",'
        b'"soldOn":"2026-11-03","owner":{"name":"Ann"},"ownerName":"Ann",'
        b'"owners":[{"name":"Bea","email":"b@example.com"}]}'
    )


def test_what_is_not_there_is_null_and_what_may_be_left_out_is() -> None:
    made = shown(ThingAnswer, Thing(code=None, sold_on=None, owner=None), owner_name="nobody")
    assert (made["code"], made["soldOn"], made["owner"]) == (None, None, None)
    assert shown(OwnerAnswer, Owner("Ann")) == {"name": "Ann"}


def test_what_is_given_stands_in_place_of_the_attribute_and_keeps_its_place() -> None:
    made = shown(ThingAnswer, Thing(), owner={"name": "as it is"}, made_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert made["owner"] == {"name": "as it is"}
    assert made["madeAt"] == "2026-01-01T00:00:00.000Z"
    assert list(made) == list(shown(ThingAnswer, Thing()))


def test_a_field_that_nothing_gives_or_nobody_knows_is_an_error() -> None:
    with pytest.raises(AttributeError):
        shown(ThingAnswer, Owner("Ann"))
    with pytest.raises(TypeError, match="colour"):
        shown(ThingAnswer, Thing(), colour="red")


def test_a_fact_is_read_from_its_request_by_name() -> None:
    item = ProductIn.model_validate(
        {
            "externalId": "a",
            "title": "A",
            "hsCode": "4901.99 0070",
            "countryOfOrigin": " gb",
            "materials": [{"name": "paper", "percent": 95.5}],
            "metals": {"steelMeltPourCountry": "ca", "steelWeightKg": 1},
            "category": None,
        }
    )
    product = stated(Product, item, id="prod_1", manufacturer=None, mid=None)
    assert (product.hs_code, product.country_of_origin, product.category) == ("4901990070", "GB", None)
    assert [(each.name, each.percent) for each in product.materials] == [("paper", Decimal("95.5"))]
    assert product.metals is not None
    assert product.metals.steel_melt_pour_country == "CA"
    assert (product.pga, product.attributes) == ((), {})


def test_a_fact_without_a_value_for_a_field_is_an_error() -> None:
    with pytest.raises(AttributeError):
        stated(Product, ProductIn.model_validate({"externalId": "a", "title": "A"}), id="prod_1")


def test_a_patch_replaces_what_it_gives_and_null_takes_away_what_may_be_missing() -> None:
    fees = Fees(formal_entry_usd=Decimal(125))
    kept = BrokerRecord(
        name="A", email="a@b.example", filer_code="ABC", on_uncertain="hold", fee_schedule=fees
    )
    request = BrokerPatch.model_validate(
        {"name": None, "email": "c@d.example", "filerCode": None, "feeSchedule": {"extraLineUsd": 2}}
    )
    assert restated(kept, request) == BrokerRecord(
        name="A", email="c@d.example", on_uncertain="hold", fee_schedule=Fees(extra_line_usd=Decimal(2))
    )
    assert restated(kept, BrokerPatch.model_validate({})) == kept
