"""PTY-006: a consignee outside the United States, or a ZIP code of another state."""

from collections.abc import Iterator, Mapping

from entrygo.contract.facts import Order, Party
from entrygo.contract.findings import Severity
from entrygo.planning.addresses import (
    MILITARY_MAIL,
    OUTSIDE_CUSTOMS_TERRITORY,
    STATES,
    is_zip,
    state_code,
    states_of_zip,
    zip_lies_in,
)
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

_SHIP_TO = {"country": "shipTo.country", "region": "shipTo.region", "postalCode": "shipTo.postalCode"}
_DESTINATION = {
    "country": "destinationCountry",
    "region": "destinationRegion",
    "postalCode": "destinationPostalCode",
}
_US = frozenset({"US", "PR"})  # Puerto Rico has an ISO code of its own and is customs territory


def _check(_case: Case, order: Order) -> Iterator[Hit]:
    ship_to = order.ship_to or Party()
    yield from _address(order, _SHIP_TO, ship_to.country, ship_to.region, ship_to.postal_code)
    yield from _address(
        order,
        _DESTINATION,
        order.destination_country,
        order.destination_region,
        order.destination_postal_code,
    )
    there, stated = state_code(order.destination_region), state_code(ship_to.region)
    if there and stated and there != stated:
        yield Hit(
            field="shipTo.region",
            message=f"Order {order.external_id} is destined to {there} and its ship-to address is in {stated}.",
            fix="Make destinationRegion and shipTo.region agree.",
            severity=Severity.WARNING,
            code="DESTINATION_STATE_MISMATCH",
        )


def _address(
    order: Order, fields: Mapping[str, str], country: str | None, region: str | None, postal_code: str | None
) -> Iterator[Hit]:
    """What is wrong with one stated address; what is absent is left to PTY-005."""
    if is_stated(country) and (country or "").strip().upper() not in _US:
        yield Hit(
            field=fields["country"],
            message=f"Order {order.external_id} is consigned to {country}, not to the United States.",
        )
        return
    state = state_code(region)
    if is_stated(region) and state is None:
        yield Hit(
            field=fields["region"],
            message=f"Order {order.external_id}: {region!r} is no United States state or territory.",
            fix="Use the two-letter postal code of the state, such as NY.",
        )
    elif state in OUTSIDE_CUSTOMS_TERRITORY:
        yield Hit(
            field=fields["region"],
            message=f"Order {order.external_id} goes to {STATES[state or '']}, which lies outside the customs "
            "territory of the United States.",
            severity=Severity.WARNING,
        )
    elif state in MILITARY_MAIL:
        yield Hit(
            field=fields["region"],
            message=f"Order {order.external_id} goes to a military post office ({state}), which hands it out abroad: "
            "whether it is imported at all is the broker's to say.",
            fix="Have the broker say how military mail is entered, or leave the order out of this plan.",
            severity=Severity.WARNING,
        )
    if is_stated(postal_code):
        yield from _postal_code(order, fields, state, postal_code or "")


def _postal_code(
    order: Order, fields: Mapping[str, str], state: str | None, postal_code: str
) -> Iterator[Hit]:
    if not is_zip(postal_code):
        yield Hit(
            field=fields["postalCode"],
            message=f"Order {order.external_id}: {postal_code!r} is no ZIP code.",
            fix="Write five digits, or nine with a hyphen (10001, 10001-1234).",
        )
    elif state and not zip_lies_in(postal_code, state):
        used_in = ", ".join(states_of_zip(postal_code)) or "no state"
        yield Hit(
            field=fields["postalCode"],
            message=f"Order {order.external_id}: ZIP code {postal_code} is used in {used_in}, not in {state}.",
            fix="Check the state and the ZIP code against each other.",
            severity=Severity.WARNING,
            code="ZIP_STATE_MISMATCH",
        )


RULE = Rule(
    id="PTY-006",
    code="CONSIGNEE_NOT_IN_US",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="Consignee outside the United States",
    fix="Correct the destination and shipTo to a United States address, or leave the order out of this plan.",
    legal_source="19 CFR 141.86(a)(2); ACE manifest data",
    explanation="Fires when the ship-to address or the destination names another country, a region that is no "
    "state, or a postal code that is no ZIP code. A ZIP code of another state, a ship-to state other than the "
    "destination's, an insular area outside the customs territory and a military post office (APO, FPO) are "
    "warnings. What is absent raises nothing here.",
    check=_check,
    deduction=25,
)
