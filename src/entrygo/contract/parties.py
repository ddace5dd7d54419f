"""What an operator states: the account's profile, warehouses, brokers, a plan's shipment. Plans are made from them.

Every part may be ``None``: not stated. Countries are ISO 3166-1 codes, money is ``Decimal`` US dollars. The names of
the fields in camelCase are those on the wire and in the stored documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from entrygo.contract.facts import Bond, ResponsiblePerson

CAMEL_CASE = ConfigDict(alias_generator=to_camel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedParty:
    """A firm and the number customs knows it by: an ultimate consignee."""

    name: str | None = None
    number: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BondedImporter(NumberedParty):
    """The importer of record (19 USC 1484)."""

    bond: Bond | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Limits on what a key may plan and execute; one that is not stated does not bind."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    max_export_value_usd: Decimal | None = None
    ready_only: bool | None = None
    countries: tuple[str, ...] | None = None
    require_approval: bool | None = None
    require_expected_plan_hash: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord:
    """The exporter. ``conditions`` are answers, for all its goods, to facts that the law asks of them."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    name: str
    address: Address | None = None
    importer_of_record: BondedImporter | None = None
    ultimate_consignee: NumberedParty | None = None
    responsible_person: ResponsiblePerson | None = None
    incoterm: str | None = None
    conditions: Mapping[str, Any] | None = None  # Any: answers as they were stated
    policy: Policy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseRecord:
    """Where goods leave from. ``port_of_entry`` is a Schedule D code, ``mode`` truck, ocean or air."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    name: str
    address: Address | None = None
    notification_email: str | None = None
    port_of_entry: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOfAttorney:
    """A broker's power of attorney (19 CFR 141.31); without ``valid_to`` it does not expire."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    on_file: bool | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """What a broker says it charges; what it leaves out has the default of ``facts.FeeSchedule``."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    formal_entry_usd: Decimal | None = None
    informal_entry_usd: Decimal | None = None
    extra_line_usd: Decimal | None = None
    included_lines: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """Until when a broker takes papers on a day: ``time`` as HH:MM in an IANA zone, on ``days`` 1 (Monday) to 7."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    time: str
    time_zone: str
    days: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerRecord:
    """A customs broker. ``on_uncertain`` says what becomes of a mail whose fate is unknown: resend or hold.

    ``max_mails_per_minute`` is 0 for no limit; where it is not stated the installation's holds.
    """

    __pydantic_config__: ClassVar = CAMEL_CASE
    name: str
    email: str
    filer_code: str | None = None
    power_of_attorney: PowerOfAttorney | None = None
    fee_schedule: Fees | None = None
    on_uncertain: str | None = None
    max_mails_per_minute: int | None = None
    cut_off: CutOff | None = None
    profile: Mapping[str, Any] | None = None  # Any: choices of files, columns and wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRecord:
    """How and when the goods of a plan cross, as its request says."""

    __pydantic_config__: ClassVar = CAMEL_CASE
    entry_date: date | None = None
    port_of_entry: str | None = None
    mode: str | None = None
    carrier_scac: str | None = None
    paps_number: str | None = None
    eta: str | None = None
    package_kind: str | None = None
    export_date: date | None = None
    import_date: date | None = None
    ultimate_consignee: NumberedParty | None = None
