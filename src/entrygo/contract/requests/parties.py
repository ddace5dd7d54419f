"""The operator's own records: account profile, warehouses, brokers."""

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import (
    Day,
    Email,
    Flag,
    FreeObject,
    IdempotencyKey,
    Identifier,
    Line,
    Money,
    NamedCountry,
    Request,
    RequiredLine,
    ShortLine,
)


class AddressIn(Request):
    """A postal address."""

    address1: Line | None = optional("Street and number.", "5 Dock Road")
    address2: Line | None = optional("Second address line.", "Bay 3")
    city: Line | None = optional("City.", "Mississauga")
    region: Line | None = optional("State or province.", "ON")
    postal_code: ShortLine | None = optional("Postal code.", "L5T 1A1")
    country: NamedCountry | None = optional("Code or name of the country; kept as its code.", "CA")


class BondIn(Request):
    """A customs bond."""

    type: Literal["continuous", "single"] | None = optional(
        "Continuous, or for a single entry.", "continuous"
    )
    number: ShortLine | None = optional("Number of the bond.", "9912345")
    surety: ShortLine | None = optional("Three-digit code of the surety.", "457")


class ImporterIn(Request):
    """The importer of record (19 USC 1484)."""

    name: Line | None = optional("Name of the importer of record.", "Maple Goods Ltd")
    number: ShortLine | None = optional(
        "Its importer number: an EIN with suffix, or one CBP assigned.", "12-3456789XX"
    )
    bond: BondIn | None = optional("Its customs bond.")
    address: AddressIn | None = optional("Its address, printed as the importer's.")


class ConsigneeIn(Request):
    """An ultimate consignee: a party in the United States (Customs Directive 3550-079A)."""

    name: Line | None = optional("Its name.", "Lakeshore Retail LLC")
    number: ShortLine | None = optional("The number customs knows it by.", "98-7654321")
    address: AddressIn | None = optional("Its address in the United States.")


class ResponsiblePersonIn(Request):
    """The employee who knows the transaction (19 CFR 141.86(j))."""

    name: Line | None = optional("Name.", "Ann Bell")
    title: Line | None = optional("Position in the firm.", "Export manager")
    email: Email | None = optional("Mail address.", "ann@example.com")
    phone: ShortLine | None = optional("Telephone number.", "+1 416 555 0100")


class PolicyIn(Request):
    """Limits on what leaves and what may be planned, beyond scopes. One left out does not bind; unknown ones are
    refused, since a limit that nobody knows would bind nobody."""

    model_config = ConfigDict(extra="forbid")

    max_export_value_usd: Money | None = optional("Exports worth more do not leave.", 10000)
    ready_only: Flag | None = optional("Whether only papers of READY plans leave.", example=True)
    countries: Annotated[list[NamedCountry], Field(min_length=1)] | None = optional(
        "The destinations allowed; all are where this is absent.", ["US"]
    )
    require_approval: Flag | None = optional(
        "Whether another person approves each plan and its delivery first.", example=True
    )
    require_expected_plan_hash: Flag | None = optional(
        "Whether a call must name its plan's hash.", example=True
    )


class AccountPatch(Request):
    """Changes to the account's profile. Fields given replace the stored ones whole; null clears."""

    limits: ClassVar[frozenset[str]] = frozenset({"policy"})
    name: RequiredLine | None = optional("Name of the firm; null leaves it as it is.", "Maple Goods Ltd")
    address: AddressIn | None = optional("The firm's address, printed as the seller's.")
    importer_of_record: ImporterIn | None = optional("The importer of record it ships under.")
    ultimate_consignee: ConsigneeIn | None = optional(
        "Who in the United States the goods go to where an order names nobody there."
    )
    responsible_person: ResponsiblePersonIn | None = optional("The employee named on invoices.")
    incoterm: ShortLine | None = optional("Incoterm of its sales.", "DDP")
    conditions: FreeObject | None = optional(
        "Answers, for all goods, to facts that the law asks of them, by name; a product's own answer wins.",
        {"civilAircraft": False, "vehiclePart": False},
    )
    policy: PolicyIn | None = optional("Limits for every key; changing them needs the `admin` scope.")


class WarehousePatch(Request):
    """Changes to a warehouse. Fields given replace the stored ones whole; null clears."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    name: RequiredLine | None = optional("Name; null leaves it as it is.", "Mississauga")
    address: AddressIn | None = optional("Where the goods leave from.")
    notification_email: Email | None = optional(
        "Where execution writes to; without it the notice stands in the API alone.", "dock@example.com"
    )
    port_of_entry: ShortLine | None = optional("Schedule D code of the usual port of entry.", "0901")
    mode: Literal["truck", "ocean", "air"] | None = optional("How the goods usually cross.", "truck")


class WarehouseCreate(WarehousePatch):
    """A new warehouse."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    name: RequiredLine = required("Name of the warehouse.", "Mississauga")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "warehouse-001")


class PowerOfAttorneyIn(Request):
    """The broker's power of attorney (19 CFR 141.31)."""

    on_file: Flag | None = optional("Whether the broker holds one of this account.", example=True)
    valid_to: Day | None = optional("Its last day; null where it does not expire.", "2030-12-31")


class FeeScheduleIn(Request):
    """What the broker charges, in US dollars."""

    formal_entry_usd: Money | None = optional("For a formal entry; 125 where it is absent.", 125)
    informal_entry_usd: Money | None = optional("For an informal entry; 10 where it is absent.", 10)
    extra_line_usd: Money | None = optional("For each line above those included; 0 where it is absent.", 2)
    included_lines: Annotated[int, Field(ge=0, le=100_000, strict=True)] | None = optional(
        "Lines an entry's price includes; 999 where it is absent.", 5
    )


class CutOffIn(Request):
    """Until when on a day a broker takes papers for that day's crossing."""

    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = required(
        "Hour and minute there.", "17:00"
    )
    time_zone: Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}$")] = required(
        "IANA time zone.", "America/Toronto"
    )
    days: (
        Annotated[list[Annotated[int, Field(ge=1, le=7, strict=True)]], Field(min_length=1, max_length=7)]
        | None
    ) = optional("Days of the week, 1 is Monday; Monday to Friday where it is absent.", [1, 2, 3, 4, 5])


class BrokerPatch(Request):
    """Changes to a broker. Fields given replace the stored ones whole; null clears."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    name: RequiredLine | None = optional("Name; null leaves it as it is.", "Border Brokers")
    email: Email | None = optional("Where packages are sent; null leaves it as it is.", "broker@example.com")
    filer_code: ShortLine | None = optional("The broker's three-character filer code.", "ABC")
    power_of_attorney: PowerOfAttorneyIn | None = optional("The power of attorney the broker holds.")
    fee_schedule: FeeScheduleIn | None = optional("What the broker charges; savings are computed from it.")
    on_uncertain: Literal["resend", "hold"] | None = optional(
        "What to do with a mail whose fate is unknown: `resend` under the same Message-ID (the default), or "
        "`hold` for a person.",
        "resend",
    )
    max_mails_per_minute: Annotated[int, Field(ge=0, le=10_000, strict=True)] | None = optional(
        "How many mails the broker's address takes a minute; 0 for no limit, the installation's where it is absent. "
        "A mail over the limit waits for its turn.",
        30,
    )
    cut_off: CutOffIn | None = optional("Until when it takes papers on a day.")
    profile: FreeObject | None = optional("Choices of files, columns and wording for this broker.")


class BrokerCreate(BrokerPatch):
    """A new customs broker."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    name: RequiredLine = required("Name of the broker.", "Border Brokers")
    email: Email = required("Where packages are sent.", "broker@example.com")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "broker-001")


class MailTestRequest(Request):
    """A test mail to a broker, at the address that is kept."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "test-mail-001")
