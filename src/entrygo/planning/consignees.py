"""Who the ultimate consignee of an order is: the party in the United States it was sold to, else that it goes to.

Customs Directive 3550-079A: the US party the goods were sold to, else consigned to, else whose premises they go to.
Never the foreign seller, a carrier or a broker by default. One for each order, also inside a consolidated entry.
"""

from entrygo.contract.facts import Account, Order, Party, Shipment
from entrygo.contract.plan import ConsigneeSource
from entrygo.planning.addresses import is_zip, state_code

UNITED_STATES = "US"


def is_us_address(party: Party | None) -> bool:
    """Whether a party has a name and a whole address in the United States, of a state and with a ZIP code."""
    if party is None or party.country != UNITED_STATES:
        return False
    if not all(part and part.strip() for part in (party.name, party.address1, party.city)):
        return False
    return state_code(party.region) is not None and is_zip(party.postal_code or "")


def consignee_source(order: Order, *, account: Account, shipment: Shipment) -> ConsigneeSource | None:
    """Which facts name the order's ultimate consignee: the shipment's own, else buyer, else ship-to, else account's.

    ``None`` where none of them is a party with a US address; one stated on the shipment decides alone.
    """
    if shipment.ultimate_consignee is not None:
        return "shipment" if is_us_address(shipment.ultimate_consignee.party) else None
    if is_us_address(order.buyer):
        return "buyer"
    if is_us_address(order.ship_to):
        return "shipTo"
    held = account.ultimate_consignee
    return "account" if held is not None and is_us_address(held.party) else None
