"""Places as people write them become places as customs has them: codes, states, ZIP codes with their zeros."""

from typing import Any

import pytest

from entrygo.contract.parties import AccountRecord
from entrygo.contract.requests.catalogue import OrderIn, ProductIn
from entrygo.contract.requests.parties import AccountPatch
from entrygo.contract.requests.stated import stated
from entrygo.operations.facts import account_facts, order_facts, product_facts


def ordered(**fields: Any) -> Any:
    """An order's facts as a sync reads them."""
    return order_facts(OrderIn.model_validate({"externalId": "1", "items": []} | fields), "ord_1")


def test_puerto_rico_is_a_state_of_the_union() -> None:
    """As a country it is the US, and the state where none was named."""
    order = ordered(destinationCountry="PR", shipTo={"country": "Puerto Rico", "postalCode": "926"})
    assert (order.destination_country, order.destination_region) == ("US", "PR")
    assert (order.ship_to.country, order.ship_to.region, order.ship_to.postal_code) == ("US", "PR", "00926")


def test_a_town_in_the_region_of_puerto_rico_is_no_state() -> None:
    to = {"country": "PR", "region": "San Juan", "postalCode": "901"}
    order = ordered(destinationCountry="US", destinationRegion="PR", shipTo=to)
    assert (order.ship_to.country, order.ship_to.region, order.ship_to.postal_code) == ("US", "PR", "00901")


@pytest.mark.parametrize("name", ["USA", "United States", "us", "U.S.A."])
def test_a_country_is_read_by_its_names(name: str) -> None:
    """And kept as its code."""
    order = ordered(destinationCountry=name, buyer={"country": name})
    assert (order.destination_country, order.buyer.country) == ("US", "US")


@pytest.mark.parametrize(
    ("given", "region", "kept"),
    [
        ("8608", "NJ", "08608"), ("8608-1234", "New Jersey", "08608-1234"), ("1201", "MA", "01201"),
        ("65111234", "CT", "06511-1234"), ("5011234", "NY", "00501-1234"), ("8608.0", "NJ", "08608"),
        ("65111234", "IL", "65111234"), ("606141234", "IL", "606141234"), ("20001", "Washington, D.C.", "20001"),
        ("8608", "NY", "8608"), ("8608", None, "8608"), ("12345", "NY", "12345"), ("abc", "NJ", "abc"),
    ],
)  # fmt: skip
def test_a_zip_code_gets_its_zeros_back_where_the_state_agrees(
    given: str, region: str | None, kept: str
) -> None:
    """A spreadsheet took them; without a state that has such codes nothing is guessed."""
    to = {"country": "US", "region": region, "postalCode": given}
    order = ordered(destinationCountry="US", destinationRegion=region, destinationPostalCode=given, shipTo=to)
    assert (order.ship_to.postal_code, order.destination_postal_code) == (kept, kept)


def test_an_origin_that_is_no_country_stays_as_it_was_stated() -> None:
    """The sharp s is not South Sudan; planning asks for a code."""
    for given, kept in (("ß", "ß"), ("china", "CN"), ("Viet Nam", "VN"), ("Nowhere", "Nowhere")):
        item = ProductIn.model_validate({"externalId": "p", "title": "t", "countryOfOrigin": given})
        assert product_facts(item, "prod_1").country_of_origin == kept


def test_an_account_has_its_importers_address_and_consignee() -> None:
    """Both addresses of Form 7501, as stated."""
    document = {
        "name": "Maple",
        "importerOfRecord": {"name": "Maple", "address": {"address1": "1 A St", "city": "Toronto", "country": "CA"}},
        "ultimateConsignee": {"name": "Hub", "number": "12-3456789", "address": {"region": "NJ", "postalCode": "8608"}},
    }  # fmt: skip
    account = account_facts("acc_1", stated(AccountRecord, AccountPatch.model_validate(document)))
    assert account.importer.address is not None
    assert account.importer.address.city == "Toronto"
    assert account.ultimate_consignee is not None
    assert (account.ultimate_consignee.number, account.ultimate_consignee.party.postal_code) == (
        "12-3456789",
        "08608",
    )


@pytest.mark.parametrize(
    ("currency", "read"), [(" usd ", "USD"), ("CAD ", "CAD"), ("  ", "USD"), (None, "USD")]
)
def test_blanks_around_a_currency_are_no_part_of_it(currency: str | None, read: str) -> None:
    assert ordered(destinationCountry="US", currency=currency).currency == read
