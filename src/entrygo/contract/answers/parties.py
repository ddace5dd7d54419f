"""The operator's own records as they are answered. What was never given is absent from a stored record."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import Answer, CamelAnswer, FreeObject, Instant, Mode, Number
from entrygo.contract.answers.keys import PolicyAnswer
from entrygo.contract.described import optional, required


class AddressAnswer(CamelAnswer):
    """A postal address; a part that was not given is absent."""

    address1: str | None = optional("Street and number.")
    address2: str | None = optional("Second address line.")
    city: str | None = optional("City.")
    region: str | None = optional("State or province.")
    postal_code: str | None = optional("Postal code.")
    country: str | None = optional("Two-letter country code.")


class BondAnswer(CamelAnswer):
    """A customs bond; a part that was not given is absent."""

    type: Literal["continuous", "single"] | None = optional("Continuous, or for a single entry.")
    number: str | None = optional("Number of the bond.")
    surety: str | None = optional("Three-digit code of the surety.")


class ImporterAnswer(CamelAnswer):
    """The importer of record; a part that was not given is absent."""

    name: str | None = optional("Name of the importer of record.")
    number: str | None = optional("Its importer number.")
    bond: BondAnswer | None = optional("Its customs bond.")
    address: AddressAnswer | None = optional("Its address.")


class ConsigneeAnswer(CamelAnswer):
    """An ultimate consignee; a part that was not given is absent."""

    name: str | None = optional("Its name.")
    number: str | None = optional("The number customs knows it by.")
    address: AddressAnswer | None = optional("Its address in the United States.")


class ResponsiblePersonAnswer(CamelAnswer):
    """The employee who knows the transaction; a part that was not given is absent."""

    name: str | None = optional("Name.")
    title: str | None = optional("Position in the firm.")
    email: str | None = optional("Mail address.")
    phone: str | None = optional("Telephone number.")


class AccountAnswer(CamelAnswer):
    """The profile of the key's account."""

    id: str = required("Id of the account; what bodies name as accountId.")
    mode: Literal["live", "test"] = required("The world the key sees.")
    name: str = required("Name of the firm.")
    address: AddressAnswer | None = required("The firm's address, or null.")
    importer_of_record: ImporterAnswer | None = required("The importer of record it ships under, or null.")
    ultimate_consignee: ConsigneeAnswer | None = required(
        "Who in the United States the goods go to where an order names nobody there, or null."
    )
    responsible_person: ResponsiblePersonAnswer | None = required("The employee named on invoices, or null.")
    incoterm: str | None = required("Incoterm of its sales, or null.")
    conditions: FreeObject | None = required(
        "Answers, for all goods, to facts the law asks of them, or null."
    )
    policy: PolicyAnswer | None = required("Limits for every key of the account, or null.")


class WarehouseAnswer(CamelAnswer):
    """A warehouse; a field that was not given is absent."""

    id: str = required("Id of the warehouse; what plan takes.")
    name: str = required("Name of the warehouse.")
    address: AddressAnswer | None = optional("Where the goods leave from.")
    notification_email: str | None = optional("Where execution writes to.")
    port_of_entry: str | None = optional("Schedule D code of the usual port of entry.")
    mode: Mode | None = optional("How the goods usually cross.")
    created_at: Instant = required("When it was made.")
    updated_at: Instant = required("When it last changed.")


class PowerOfAttorneyAnswer(CamelAnswer):
    """The broker's power of attorney; a part that was not given is absent."""

    on_file: bool | None = optional("Whether the broker holds one of this account.")
    valid_to: str | None = optional("Its last day.")


class FeeScheduleAnswer(CamelAnswer):
    """What the broker charges; a price that was not given is absent and has its default."""

    formal_entry_usd: Number | None = optional("For a formal entry, in US dollars.")
    informal_entry_usd: Number | None = optional("For an informal entry, in US dollars.")
    extra_line_usd: Number | None = optional("For each line above those included, in US dollars.")
    included_lines: int | None = optional("Lines an entry's price includes.")


class CutOffAnswer(CamelAnswer):
    """Until when on a day a broker takes papers for that day's crossing."""

    time: str = required("Hour and minute there.", "17:00")
    time_zone: str = required("IANA time zone.", "America/Toronto")
    days: list[int] | None = optional("Days of the week, 1 is Monday; Monday to Friday where it is absent.")


class BrokerAnswer(CamelAnswer):
    """A customs broker; a field that was not given is absent."""

    id: str = required("Id of the broker; what plan takes.")
    name: str = required("Name of the broker.")
    email: str = required("Where packages are sent.")
    filer_code: str | None = optional("The broker's three-character filer code.")
    power_of_attorney: PowerOfAttorneyAnswer | None = optional("The power of attorney the broker holds.")
    fee_schedule: FeeScheduleAnswer | None = optional("What the broker charges.")
    on_uncertain: Literal["resend", "hold"] | None = optional("What to do with a mail whose fate is unknown.")
    max_mails_per_minute: int | None = optional("How many mails its address takes a minute; 0 for no limit.")
    cut_off: CutOffAnswer | None = optional("Until when it takes papers on a day.")
    profile: FreeObject | None = optional("Choices of files, columns and wording for this broker.")
    created_at: Instant = required("When it was made.")
    updated_at: Instant = required("When it last changed.")


class WarehousePage(Answer):
    """A page of warehouses, newest first."""

    data: list[WarehouseAnswer] = required("The warehouses.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class BrokerPage(Answer):
    """A page of brokers, newest first."""

    data: list[BrokerAnswer] = required("The brokers.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class MailTestAnswer(CamelAnswer):
    """A test mail to a broker."""

    id: str = required("Id of the mail.", "pm_123")
    broker_id: str = required("The broker.", "br_123")
    state: Literal["due", "sending", "sent", "failed", "uncertain"] = required(
        "What became of it: `uncertain` where nobody knows whether it arrived.", "sent"
    )
    created_at: Instant = required("When it was asked for.")
    error: str | None = required("The mail server's words where it did not take it; null otherwise.")
    plain_words: str | None = required("What `error` means, where a code in it says so.")


class MailTests(CamelAnswer):
    """The newest test mails to a broker."""

    data: list[MailTestAnswer] = required("At most ten, newest first.")
