"""From what callers sent to the facts a plan is made from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.countries import read_country
from entrygo.contract.facts import (
    Account,
    Bond,
    Broker,
    Charge,
    Consignee,
    FeeSchedule,
    Importer,
    Material,
    Metals,
    Order,
    OrderLine,
    Party,
    PgaAnswer,
    Product,
    ResponsiblePerson,
    Usmca,
    Warehouse,
)
from entrygo.contract.requests.catalogue import MetalsIn, OrderIn, PartyIn, ProductIn
from entrygo.planning.addresses import with_lost_zeros
from entrygo.tariff.hts import digits_of, is_digits

UNITED_STATES, PUERTO_RICO = "US", "PR"
Document = Mapping[str, Any]  # Any: a stored JSON document


def product_facts(item: ProductIn, identifier: str) -> Product:
    """A product as its request says. HTS codes lose dots and spaces; countries are read as their codes."""
    maker = item.manufacturer
    return Product(
        id=identifier,
        external_id=item.external_id,
        title=item.title,
        sku=item.sku,
        description=item.description,
        hs_code=hts_digits(item.hs_code),
        country_of_origin=country(item.country_of_origin),
        unit_value_usd=item.unit_value_usd,
        net_weight_kg=item.net_weight_kg,
        gross_weight_kg=item.gross_weight_kg,
        materials=tuple(Material(name=m.name, percent=m.percent) for m in item.materials or ()),
        category=item.category,
        manufacturer=None
        if maker is None
        else Party(
            name=maker.name,
            address1=maker.address or maker.address1,
            city=maker.city,
            region=maker.region,
            postal_code=maker.postal_code,
            country=country(maker.country),
        ),
        mid=maker.mid if maker else None,
        usmca=None if item.usmca is None else Usmca(**item.usmca.model_dump(by_alias=False)),
        metals=metals_facts(item.metals),
        pga=tuple(
            PgaAnswer(agency=p.agency, program=p.program, disclaim=p.disclaim, data=p.data or {})
            for p in item.pga or ()
        ),
        adcvd=item.adcvd,
        attributes=item.attributes or {},
    )


def metals_facts(metals: MetalsIn | None) -> Metals | None:
    """The metals block; country codes upper case."""
    if metals is None:
        return None
    values: dict[str, Any] = metals.model_dump(by_alias=False)  # Any: weights, shares and codes
    tidy: JsonObject = {
        k: country(v) if k.endswith("_country") else v for k, v in values.items()
    }  # Any: as above
    return Metals(**tidy)


def hts_digits(text: str | None) -> str | None:
    """An HTS code without dots and spaces; anything else is kept for planning to speak of."""
    if text is None:
        return None
    digits = digits_of(text)
    return (digits if is_digits(digits) else text.strip()) or None


def country(text: str | None) -> str | None:
    """The two-letter code a text means, Puerto Rico's being that of the US; anything else is kept for planning."""
    code = read_country(text)
    if code is not None:
        return UNITED_STATES if code == PUERTO_RICO else code
    return (text or "").strip() or None


def located(
    place: str | None, region: str | None, postal_code: str | None
) -> tuple[str | None, str | None, str | None]:
    """Country, region and postal code as customs has them: Puerto Rico is a state, a ZIP code has its zeros."""
    code = country(place)
    state = region or (PUERTO_RICO if read_country(place) == PUERTO_RICO else None)
    is_us = code in {UNITED_STATES, None}
    return code, state, with_lost_zeros(postal_code, state) if is_us else postal_code


def order_facts(item: OrderIn, identifier: str) -> Order:
    """An order as its request says."""
    there, region, postal_code = located(
        item.destination_country, item.destination_region, item.destination_postal_code
    )
    return Order(
        id=identifier,
        external_id=item.external_id,
        destination_country=there or item.destination_country,
        destination_region=region,
        destination_postal_code=postal_code,
        lines=tuple(
            OrderLine(
                product_id=line.product_id,
                quantity=line.quantity,
                unit_value_usd=line.unit_value_usd,
                unit_price=line.unit_price,
                not_sold=line.not_sold,
            )
            for line in item.items
        ),
        ship_to=_party(item.ship_to),
        buyer=_party(item.buyer),
        currency=(item.currency or "USD").upper(),
        exchange_rate_usd=item.exchange_rate_usd,
        charges=tuple(
            Charge(type=c.type, amount_usd=c.amount_usd, included=c.included_in_price, evidence=c.evidence)
            for c in item.charges or ()
        ),
        packages=item.packages,
        sold_on=item.sold_on,
        clearance=item.clearance,
        status=item.status or "open",
    )


def _party(party: PartyIn | None) -> Party | None:
    if party is None:
        return None
    values = party.model_dump(by_alias=False)
    place, region, postal_code = located(party.country, party.region, party.postal_code)
    return Party(**(values | {"country": place, "region": region, "postal_code": postal_code}))


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
    )


def warehouse_facts(identifier: str, document: Document) -> Warehouse:
    """A warehouse."""
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
