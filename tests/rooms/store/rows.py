"""Rows to store, and threads that race for them."""

import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from entrygo.contract.actor import Tenant
from entrygo.contract.facts import Bond, Order, OrderLine, Product, ResponsiblePerson
from entrygo.contract.parties import (
    AccountRecord,
    Address,
    BondedImporter,
    BrokerRecord,
    CutOff,
    Fees,
    NumberedParty,
    Policy,
    PowerOfAttorney,
    WarehouseRecord,
)
from entrygo.lifecycle.rows import (
    ArtifactRow,
    CapturedMailRow,
    ExportRow,
    MailRow,
    NotificationRow,
    PackageRow,
    PlanRow,
    WebhookDeliveryRow,
    WebhookRow,
)
from entrygo.lifecycle.states import (
    ExportState,
    MailState,
    PackageState,
    WebhookDeliveryState,
    WebhookState,
)

TABLES_OF_PEOPLE = (
    "invitations",
    "memberships",
    "people",
    "people_mails",
    "person_identities",
    "resets",
    "sessions",
    "sign_in_tries",
)
"""They are the installation's: a person works for several accounts."""
AT = datetime(2026, 3, 2, 9, 30, 15, 250_000, tzinfo=UTC)
Result = TypeVar("Result")


def later(seconds: float) -> datetime:
    """So long after :data:`AT`."""
    return AT + timedelta(seconds=seconds)


def number() -> str:
    """A package number nobody has."""
    return f"CP-{uuid.uuid4().hex[:20]}"


def product(identifier: str, external_id: str = "", **facts: Any) -> Product:
    """A product."""
    return Product(id=identifier, external_id=external_id or f"ext-{identifier}", title="Mug", **facts)


def account(name: str = "Maple Goods Ltd") -> AccountRecord:
    """An account's profile with every field stated somewhere."""
    return AccountRecord(
        name=name,
        address=Address(address1="12 Bay Street", city="Toronto", postal_code="M5J 2R8", country="CA"),
        importer_of_record=BondedImporter(
            name=name, number="12-3456789XX", bond=Bond(type="continuous"), address=Address()
        ),
        ultimate_consignee=NumberedParty(number="98-7654321"),
        responsible_person=ResponsiblePerson(email="ann@maple.example"),
        incoterm="DDP",
        conditions={"civilAircraft": False, "vehiclePart": None},
        policy=Policy(max_export_value_usd=Decimal("100.50"), countries=("US",), ready_only=True),
    )


def warehouse(name: str = "Mississauga") -> WarehouseRecord:
    """A warehouse with every field stated."""
    return WarehouseRecord(
        name=name,
        address=Address(address1="5 Dock Road", address2="Bay 3", region="ON"),
        notification_email="dock@maple.example",
        port_of_entry="0901",
        mode="truck",
    )


def broker(name: str = "Border Brokers") -> BrokerRecord:
    """A broker with every field stated."""
    return BrokerRecord(
        name=name,
        email="desk@broker.example",
        filer_code="ABC",
        power_of_attorney=PowerOfAttorney(on_file=True, valid_to=date(2030, 12, 31)),
        fee_schedule=Fees(formal_entry_usd=Decimal(125), extra_line_usd=Decimal("1.5"), included_lines=0),
        on_uncertain="hold",
        max_mails_per_minute=0,
        cut_off=CutOff(time="16:30", time_zone="America/Toronto", days=(1, 5)),
        profile={"columns": ["sku"], "deep": [1, 1.5, {"a": None}]},
    )


def order(identifier: str, external_id: str = "") -> Order:
    """An order of one line."""
    line = OrderLine(product_id="prod_1", quantity=Decimal("2"), unit_value_usd=Decimal("10.10"))
    return Order(
        id=identifier,
        external_id=external_id or f"ext-{identifier}",
        destination_country="US",
        lines=(line,),
    )


def export(tenant: Tenant, identifier: str = "batch_1", **changes: Any) -> ExportRow:
    """A batch."""
    row = ExportRow(
        id=identifier,
        tenant=tenant,
        state=ExportState.BATCHED,
        warehouse_id="wh_1",
        broker_id="br_1",
        destination_country="US",
        readiness="READY",
        score=100,
        plan_hash="a" * 64,
        plan_seq=1,
        request={"orderIds": ["ord_1"], "shipment": {"mode": "truck"}},
        package_id=None,
        attempts=0,
        created_at=AT,
        updated_at=AT,
        executed_at=None,
    )
    return replace(row, **changes)


def plan_row(seq: int = 1) -> PlanRow:
    """A plan."""
    return PlanRow(
        seq=seq,
        plan_hash=str(seq) * 64,
        facts_fingerprint="f" * 64,
        answer=b'{"a":1}',
        document=b"\x00\xff",
        snapshot=b"s",
        outcome=b"o",
        created_at=AT,
    )


def package(identifier: str = "cp_1", **changes: Any) -> PackageRow:
    """A package of ``batch_1``."""
    row = PackageRow(
        id=identifier,
        export_id="batch_1",
        number=number(),
        version=1,
        plan_seq=1,
        state=PackageState.GENERATED,
        created_at=AT,
    )
    return replace(row, **changes)


def artifact(filename: str, position: int = 0) -> ArtifactRow:
    """A file of ``cp_1``."""
    return ArtifactRow(
        package_id="cp_1",
        position=position,
        artifact_type="commercial_invoice",
        filename=filename,
        media_type="application/pdf",
        sha256="b" * 64,
        size_bytes=12,
        blob_key=f"k/{filename}",
        generated_at=AT,
    )


def mail(tenant: Tenant, identifier: str = "mail_1", **changes: Any) -> MailRow:
    """A mail to the broker of ``batch_1``, due at once, the first of its export."""
    row = MailRow(
        id=identifier,
        tenant=tenant,
        audience="broker",
        export_id="batch_1",
        package_id="cp_1",
        recipient="entries@broker.example",
        subject="Package CP-1",
        message_id=f"<{identifier}@entrygo>",
        in_reply_to=None,
        state=MailState.PENDING,
        attempts=0,
        is_resend=False,
        on_uncertain="resend",
        due_at=AT,
        error_message=None,
        sent_at=None,
        created_at=AT,
        position=1,
    )
    return replace(row, **changes)


def notification(
    identifier: str = "note_1", audience: str = "broker", mail_id: str | None = None
) -> NotificationRow:
    """A notification of ``batch_1``."""
    return NotificationRow(
        id=identifier,
        export_id="batch_1",
        audience=audience,
        channel="email",
        status="recorded",
        mail_id=mail_id,
        created_at=AT,
    )


def captured(identifier: str = "cap_1", **changes: Any) -> CapturedMailRow:
    """A captured message."""
    row = CapturedMailRow(
        id=identifier,
        mail_id="mail_1",
        sender="a@maple.example",
        recipient="b@broker.example",
        message=b"From: a\r\n\r\n\x00\xff",
        created_at=AT,
    )
    return replace(row, **changes)


def webhook(identifier: str = "whk_1", **changes: Any) -> WebhookRow:
    """An endpoint."""
    row = WebhookRow(
        id=identifier,
        url="https://hooks.invalid/entrygo",
        event_types=("export.executed",),
        description=None,
        secret="whsec_c2VjcmV0",
        previous_secret=None,
        previous_secret_until=None,
        state=WebhookState.ENABLED,
        disabled_reason=None,
        disabled_at=None,
        fanned_out_seq=0,
        failing_since=None,
        created_at=AT,
        updated_at=AT,
    )
    return replace(row, **changes)


def webhook_delivery(identifier: str = "whd_1", **changes: Any) -> WebhookDeliveryRow:
    """A delivery that is due."""
    row = WebhookDeliveryRow(
        id=identifier,
        webhook_id="whk_1",
        event_id="evt_1",
        event_seq=1,
        event_type="export.executed",
        state=WebhookDeliveryState.PENDING,
        attempts=0,
        attempts_before_replay=0,
        due_at=AT,
        response_status=None,
        error_message=None,
        last_attempt_at=None,
        delivered_at=None,
        created_at=AT,
    )
    return replace(row, **changes)


def race(contestants: Sequence[Callable[[], Result]]) -> list[Result]:
    """Let all go at once, each in a thread of its own; their results in order, or the first fault."""
    line = threading.Barrier(len(contestants), timeout=30)

    def run(contestant: Callable[[], Result]) -> Result:
        line.wait()
        return contestant()

    with ThreadPoolExecutor(len(contestants)) as threads:
        return [each.result(60) for each in [threads.submit(run, one) for one in contestants]]
