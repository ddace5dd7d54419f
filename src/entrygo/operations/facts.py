"""From what callers sent to the facts a plan is made from."""

from collections.abc import Iterable
from dataclasses import fields, replace

from entrygo.contract.countries import read_country
from entrygo.contract.facts import (
    Account,
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
from entrygo.contract.parties import (
    AccountRecord,
    Address,
    BondedImporter,
    BrokerRecord,
    Fees,
    NumberedParty,
    PowerOfAttorney,
    WarehouseRecord,
)
from entrygo.contract.requests.catalogue import (
    ChargeIn,
    ManufacturerIn,
    OrderIn,
    OrderPatch,
    PartyIn,
    ProductIn,
)
from entrygo.contract.requests.fields import PUERTO_RICO, UNITED_STATES, country_stated
from entrygo.contract.requests.stated import stated
from entrygo.planning.addresses import state_code, with_lost_zeros


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
    is_island = read_country(place) == PUERTO_RICO and state_code(region) is None
    state = PUERTO_RICO if is_island else region
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
        currency=((item.currency or "").strip() or "USD").upper(),
        charges=charge_facts(item.charges),
    )


def patched_order(order: Order, request: OrderPatch) -> Order:
    """An order with what a patch gives in place of its own."""
    given = request.model_fields_set
    _, region, postal_code = located(
        order.destination_country,
        request.destination_region if "destination_region" in given else order.destination_region,
        request.destination_postal_code
        if "destination_postal_code" in given
        else order.destination_postal_code,
    )
    return replace(
        order,
        destination_region=region,
        destination_postal_code=postal_code,
        ship_to=_party(request.ship_to) if "ship_to" in given else order.ship_to,
        buyer=_party(request.buyer) if "buyer" in given else order.buyer,
        sold_on=request.sold_on if "sold_on" in given else order.sold_on,
        packages=request.packages if "packages" in given else order.packages,
        clearance=request.clearance if "clearance" in given else order.clearance,
    )


def charge_facts(charges: Iterable[ChargeIn] | None) -> tuple[Charge, ...]:
    """Charges as stated, their types in the caller's own words."""
    return tuple(stated(Charge, each, included=each.included_in_price) for each in charges or ())


def _party(party: PartyIn | None) -> Party | None:
    if party is None:
        return None
    place, region, postal_code = located(party.country, party.region, party.postal_code)
    return stated(Party, party, country=place, region=region, postal_code=postal_code)


def account_facts(account_id: str, record: AccountRecord) -> Account:
    """The exporter of a plan: the account's profile, its places as customs has them."""
    importer = record.importer_of_record or BondedImporter()
    return Account(
        id=account_id,
        name=record.name,
        address=_named_place(record.name, record.address),
        importer=Importer(
            name=importer.name,
            number=importer.number,
            bond=importer.bond,
            address=None if importer.address in (None, Address()) else _place(importer.address),
        ),
        ultimate_consignee=consignee_facts(record.ultimate_consignee),
        responsible_person=record.responsible_person or ResponsiblePerson(),
        incoterm=record.incoterm,
        conditions=record.conditions or {},
    )


def warehouse_facts(identifier: str, record: WarehouseRecord) -> Warehouse:
    """The warehouse of a plan."""
    return Warehouse(
        id=identifier,
        name=record.name,
        address=_named_place(record.name, record.address),
        notification_email=record.notification_email,
        port_of_entry=record.port_of_entry,
        mode=record.mode,
    )


def broker_facts(identifier: str, record: BrokerRecord) -> Broker:
    """The broker of a plan; fees not stated are the defaults."""
    attorney = record.power_of_attorney or PowerOfAttorney()
    return Broker(
        id=identifier,
        name=record.name,
        email=record.email,
        filer_code=record.filer_code,
        power_of_attorney_on_file=attorney.on_file,
        power_of_attorney_valid_to=attorney.valid_to,
        fees=_fees(record.fee_schedule or Fees()),
        on_uncertain=record.on_uncertain or "resend",
        profile=record.profile or {},
    )


def _fees(given: Fees) -> FeeSchedule:
    stated_fees = {each.name: getattr(given, each.name) for each in fields(Fees)}
    return FeeSchedule(**{name: fee for name, fee in stated_fees.items() if fee is not None})


def consignee_facts(stated: NumberedParty | None) -> Consignee | None:
    """An ultimate consignee as stated on the account or a plan's shipment; None where nothing is."""
    if stated in (None, NumberedParty()):
        return None
    return Consignee(party=_named_place(stated.name, stated.address), number=stated.number)


def _named_place(name: str | None, address: Address | None) -> Party:
    return replace(_place(address or Address()), name=name)


def _place(address: Address) -> Party:
    place, region, postal_code = located(address.country, address.region, address.postal_code)
    return Party(
        address1=address.address1,
        address2=address.address2,
        city=address.city,
        region=region,
        postal_code=postal_code,
        country=place,
    )
