"""From what callers sent to the facts a plan is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.countries import read_country
from entrygo.contract.facts import (
    Account,
    Bond,
    Broker,
    Charge,
    Consignee,
    FeeSchedule,
    Importer,
    Order,
    OrderLine,
    Party,
    Product,
    ResponsiblePerson,
    Warehouse,
)
from entrygo.contract.requests.catalogue import ChargeIn, ManufacturerIn, OrderIn, PartyIn, ProductIn
from entrygo.contract.requests.fields import PUERTO_RICO, UNITED_STATES, country_stated
from entrygo.contract.requests.stated import stated
from entrygo.planning.addresses import with_lost_zeros

Document = Mapping[str, Any]  # Any: a stored JSON document


def product_facts(item: ProductIn, identifier: str) -> Product:
    """A product as its request says; its MID stands with the maker on the wire and is the product's own fact."""
    maker = item.manufacturer
    mid = None if maker is None else maker.mid
    return stated(Product, item, id=identifier, manufacturer=_manufacturer(maker), mid=mid)


def _manufacturer(maker: ManufacturerIn | None) -> Party | None:
    if maker is None:
        return None
    unasked = dict.fromkeys(("address2", "email", "phone"))
    return stated(Party, maker, address1=maker.address or maker.address1, **unasked)


def located(
    place: str | None, region: str | None, postal_code: str | None
) -> tuple[str | None, str | None, str | None]:
    """Country, region and postal code as customs has them: Puerto Rico is a state, a ZIP code has its zeros."""
    code = country_stated(place or "")
    state = region or (PUERTO_RICO if read_country(place) == PUERTO_RICO else None)
    is_us = code in {UNITED_STATES, None}
    return code, state, with_lost_zeros(postal_code, state) if is_us else postal_code


def order_facts(item: OrderIn, identifier: str) -> Order:
    """An order as its request says."""
    there, region, postal_code = located(
        item.destination_country, item.destination_region, item.destination_postal_code
    )
    return stated(
        Order,
        item,
        id=identifier,
        destination_country=there or item.destination_country,
        destination_region=region,
        destination_postal_code=postal_code,
        lines=tuple(stated(OrderLine, line) for line in item.items),
        ship_to=_party(item.ship_to),
        buyer=_party(item.buyer),
        currency=(item.currency or "USD").upper(),
        charges=charge_facts(item.charges),
    )


def charge_facts(charges: Iterable[ChargeIn] | None) -> tuple[Charge, ...]:
    """Charges as stated, their types in the caller's own words."""
    return tuple(stated(Charge, each, included=each.included_in_price) for each in charges or ())


def _party(party: PartyIn | None) -> Party | None:
    if party is None:
        return None
    place, region, postal_code = located(party.country, party.region, party.postal_code)
    return stated(Party, party, country=place, region=region, postal_code=postal_code)


def account_facts(account_id: str, document: Document) -> Account:
    """The account's profile."""
    importer = document.get("importerOfRecord") or {}
    bond = importer.get("bond")
    person = document.get("responsiblePerson") or {}
    return Account(
        id=account_id,
        name=document["name"],
        address=_address(document),
        importer=Importer(
            name=importer.get("name"),
            number=importer.get("number"),
            bond=None
            if bond is None
            else Bond(type=bond.get("type"), number=bond.get("number"), surety=bond.get("surety")),
            address=_place(importer["address"]) if importer.get("address") else None,
        ),
        ultimate_consignee=consignee_facts(document.get("ultimateConsignee")),
        responsible_person=ResponsiblePerson(
            name=person.get("name"),
            title=person.get("title"),
            email=person.get("email"),
            phone=person.get("phone"),
        ),
        incoterm=document.get("incoterm"),
        conditions=document.get("conditions") or {},
    )


def warehouse_facts(identifier: str, document: Document) -> Warehouse:
    return Warehouse(
        id=identifier,
        name=document["name"],
        address=_address(document),
        notification_email=document.get("notificationEmail"),
        port_of_entry=document.get("portOfEntry"),
        mode=document.get("mode"),
    )


def broker_facts(identifier: str, document: Document) -> Broker:
    """A broker; fees not stated are the defaults."""
    attorney = document.get("powerOfAttorney") or {}
    valid_to = attorney.get("validTo")
    return Broker(
        id=identifier,
        name=document["name"],
        email=document["email"],
        filer_code=document.get("filerCode"),
        power_of_attorney_on_file=attorney.get("onFile"),
        power_of_attorney_valid_to=date.fromisoformat(valid_to) if valid_to else None,
        fees=_fees(document.get("feeSchedule") or {}),
        on_uncertain=document.get("onUncertain") or "resend",
        profile=document.get("profile") or {},
    )


def _fees(given: Document) -> FeeSchedule:
    default = FeeSchedule()
    lines = given.get("includedLines")
    return FeeSchedule(
        formal_entry_usd=_money(given.get("formalEntryUsd"), default.formal_entry_usd),
        informal_entry_usd=_money(given.get("informalEntryUsd"), default.informal_entry_usd),
        extra_line_usd=_money(given.get("extraLineUsd"), default.extra_line_usd),
        included_lines=default.included_lines if lines is None else lines,
    )


def _money(value: Any, default: Decimal) -> Decimal:  # Any: a JSON number as stored
    return default if value is None else Decimal(str(value))


def _address(document: Document) -> Party:
    return replace(_place(document.get("address") or {}), name=document["name"])


def consignee_facts(document: Document | None) -> Consignee | None:
    """An ultimate consignee as stated on the account or a plan's shipment."""
    if not document:
        return None
    party = replace(_place(document.get("address") or {}), name=document.get("name"))
    return Consignee(party=party, number=document.get("number"))


def _place(given: Document) -> Party:
    place, region, postal_code = located(given.get("country"), given.get("region"), given.get("postalCode"))
    return Party(
        address1=given.get("address1"),
        address2=given.get("address2"),
        city=given.get("city"),
        region=region,
        postal_code=postal_code,
        country=place,
    )
