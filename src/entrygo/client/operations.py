"""Every operation as a method, of the client that waits. Generated: `make golden` writes it anew from the API description."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from . import types as t
from .wire import ABSENT, Arguments


class Caller(Protocol):
    """What sends the calls: arguments are those of the method, by their names."""

    def call(self, name: str, arguments: Arguments) -> t.JsonValue:
        """One call; what it answers."""

    def rows(self, name: str, arguments: Arguments) -> Iterator[t.JsonValue]:
        """The rows of every page."""

    def follow(self, name: str, arguments: Arguments) -> Iterator[t.JsonValue]:
        """Events as they happen."""

    def settle(
        self, export_id: str, until: Callable[[t.JsonValue], bool] | None, timeout: float
    ) -> t.JsonValue:
        """Inspect until something holds."""


class Account:
    """The seller: importer of record, addresses, policy."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self) -> t.AccountAnswer:
        """The profile of the key's account.

        Name, address, importer of record, responsible person, policy, and what of it customs still
        needs.
        """
        answer: t.AccountAnswer = self._caller.call("account.get", locals())
        return answer

    def patch(
        self,
        *,
        name: str | None = ABSENT,
        address: t.AddressIn | None = ABSENT,
        importerOfRecord: t.ImporterIn | None = ABSENT,
        ultimateConsignee: t.ConsigneeIn | None = ABSENT,
        responsiblePerson: t.ResponsiblePersonIn | None = ABSENT,
        incoterm: str | None = ABSENT,
        conditions: Mapping[str, t.JsonValue] | None = ABSENT,
        policy: t.PolicyIn | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.AccountAnswer:
        """Change fields of the account's profile.

        Fields that are absent stay as they are; null empties one. Papers made before keep what they
        say.
        """
        answer: t.AccountAnswer = self._caller.call("account.patch", locals())
        return answer


class Brokers:
    """Who files the entries with customs, and what they charge."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        name: str,
        email: str,
        accountId: str = ABSENT,
        filerCode: str | None = ABSENT,
        powerOfAttorney: t.PowerOfAttorneyIn | None = ABSENT,
        feeSchedule: t.FeeScheduleIn | None = ABSENT,
        onUncertain: t.BrokerOnUncertain | None = ABSENT,
        maxMailsPerMinute: int | None = ABSENT,
        cutOff: t.CutOffIn | None = ABSENT,
        profile: Mapping[str, t.JsonValue] | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.BrokerAnswer:
        """A new customs broker.

        Who files the entries. Packages go to its address; its fee schedule is what plans compare.
        """
        answer: t.BrokerAnswer = self._caller.call("brokers.create", locals())
        return answer

    def get(self, id: str, /) -> t.BrokerAnswer:
        """One broker.

        Address, filer code, power of attorney, fee schedule, and what happens when a mail's fate is not
        known.
        """
        answer: t.BrokerAnswer = self._caller.call("brokers.get", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT, updatedSince: str = ABSENT) -> t.BrokerPage:
        """List brokers.

        Newest first.
        """
        answer: t.BrokerPage = self._caller.call("brokers.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT, updatedSince: str = ABSENT) -> Iterator[t.BrokerAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("brokers.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        accountId: str | None = ABSENT,
        name: str | None = ABSENT,
        email: str | None = ABSENT,
        filerCode: str | None = ABSENT,
        powerOfAttorney: t.PowerOfAttorneyIn | None = ABSENT,
        feeSchedule: t.FeeScheduleIn | None = ABSENT,
        onUncertain: t.BrokerOnUncertain | None = ABSENT,
        maxMailsPerMinute: int | None = ABSENT,
        cutOff: t.CutOffIn | None = ABSENT,
        profile: Mapping[str, t.JsonValue] | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.BrokerAnswer:
        """Change fields of a broker.

        Fields that are absent stay as they are; null empties one. Submissions made before keep their
        address.
        """
        answer: t.BrokerAnswer = self._caller.call("brokers.patch", locals())
        return answer

    def send_test_mail(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.MailTestAnswer:
        """Send a broker a test mail.

        It says that it is a test and carries no papers: whether mail arrives is known before there are
        papers to send. One a minute to each broker. In test mode it is captured.
        """
        answer: t.MailTestAnswer = self._caller.call("brokers.send_test_mail", locals())
        return answer

    def test_mails(self, id: str, /) -> t.MailTests:
        """The test mails to a broker.

        The newest ten, with what became of each.
        """
        answer: t.MailTests = self._caller.call("brokers.test_mails", locals())
        return answer


class CapturedMails:
    """Mails that a test key's exports would have sent."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, id: str, /) -> bytes:
        """One captured message, whole.

        The message's own bytes, with its attachments.
        """
        answer: bytes = self._caller.call("captured_mails.get", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.CapturedMailPage:
        """Mail captured in test mode.

        What a test key's exports would have mailed, newest first. Empty for a live key.
        """
        answer: t.CapturedMailPage = self._caller.call("captured_mails.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.CapturedMail]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("captured_mails.list", locals())


class Customs:
    """Customs law without an order."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def estimate(
        self,
        *,
        entryDate: str,
        mode: t.Mode,
        entryType: t.EstimateEntryType,
        lines: Sequence[t.EstimateLineIn],
        accountId: str = ABSENT,
        importDate: str | None = ABSENT,
        charges: Sequence[t.ChargeIn] | None = ABSENT,
    ) -> t.EstimateAnswer:
        """Duties and fees of goods without an order.

        The same law and the same arithmetic as a plan's, for an entry of these lines. Nothing is
        stored.
        """
        answer: t.EstimateAnswer = self._caller.call("customs.estimate", locals())
        return answer

    def optimize(
        self,
        *,
        product_name: str,
        description: str,
        country_of_origin: str,
        value: t.NumberIn,
        materials: Sequence[str | t.MaterialIn] | None = ABSENT,
        category: str | None = ABSENT,
        existing_hs_code: str | None = ABSENT,
        supplier_metadata: Mapping[str, t.JsonValue] | None = ABSENT,
        account_id: str | None = ABSENT,
        tenant_context: Mapping[str, t.JsonValue] | None = ABSENT,
        entry_date: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.OptimizerAnswer:
        """Propose ten-digit codes for goods, each with what it rests on and its duty.

        Candidates come from the schedule, rulings and the account's own products; chances are
        calibrated. The run is recorded. Nothing is applied: take a code over with `PATCH
        /api/products/{id}`.
        """
        answer: t.OptimizerAnswer = self._caller.call("customs.optimize", locals())
        return answer

    def optimizer_run(self, id: str, /) -> t.OptimizerRunAnswer:
        """A run of the optimizer as it was recorded.

        With the request as it was read.
        """
        answer: t.OptimizerRunAnswer = self._caller.call("customs.optimizer_run", locals())
        return answer


class Dispositions:
    """Decisions about parties that resemble an entry of a screening list."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        entryKey: str,
        partyFingerprint: str,
        disposition: t.DispositionDisposition,
        reason: str,
        accountId: str = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.DispositionAnswer:
        """Clear or confirm a screening hit, with the reason.

        A cleared hit stays cleared until the list entry or the party changes. Plan again afterwards.
        """
        answer: t.DispositionAnswer = self._caller.call("dispositions.create", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.DispositionPage:
        """List decisions about screening hits.

        Newest first.
        """
        answer: t.DispositionPage = self._caller.call("dispositions.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.DispositionAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("dispositions.list", locals())


class Events:
    """What happened, in the order it happened, and what was mailed to warehouses."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        type: t.EventType = ABSENT,
        order: Literal["oldest", "newest"] = ABSENT,
        exportId: str = ABSENT,
        actorId: str = ABSENT,
        from_: str = ABSENT,
        to: str = ABSENT,
    ) -> t.EventPage:
        """The event stream, oldest first, or newest first on request.

        With `Accept: text/event-stream` the answer goes on as server-sent events: each has as `id:` the
        cursor after it, and as `data:` the event as it is listed. It begins after `Last-Event-ID` or
        `cursor`, or else with what happens from now on; a comment comes every 15 seconds.
        """
        answer: t.EventPage = self._caller.call("events.list", locals())
        return answer

    def each(
        self,
        *,
        limit: int = ABSENT,
        type: t.EventType = ABSENT,
        order: Literal["oldest", "newest"] = ABSENT,
        exportId: str = ABSENT,
        actorId: str = ABSENT,
        from_: str = ABSENT,
        to: str = ABSENT,
    ) -> Iterator[t.EventAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("events.list", locals())

    def stream(self, *, type: t.EventType = ABSENT, after: str = ABSENT) -> Iterator[t.EventAnswer]:
        """Events as they happen, without an end: from now on, or after the event whose id is ``after``. A
        broken connection is taken up again where it ended, so that none is missed and none comes twice.
        """
        return self._caller.follow("events.list", locals())

    def verify(self) -> t.ChainVerdict:
        """Compute every hash of the events anew.

        Says whether one was altered, taken out or put in. It reads all of them: ask rarely.
        """
        answer: t.ChainVerdict = self._caller.call("events.verify", locals())
        return answer


class Exports:
    """A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def approve(
        self,
        id: str,
        /,
        *,
        planHash: str,
        accountId: str | None = ABSENT,
        expectedRecipient: str | None = ABSENT,
        recipientEmail: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ApproveAnswer:
        """Approve a plan by its hash, and where its papers go.

        The approval holds for that hash and delivery alone: recipients, files and notice as they are
        now. Nobody approves a plan of their own; keys of one owner, and all keys without one, are one
        person. Of an executed export it approves the correction that would be made now, or with
        `recipientEmail` a resubmission to that address.
        """
        answer: t.ApproveAnswer = self._caller.call("exports.approve", locals())
        return answer

    def board(
        self,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        sort: Literal["worst", "newest", "oldest", "value"] = ABSENT,
        state: str = ABSENT,
        readiness: str = ABSENT,
        warehouseId: str = ABSENT,
        brokerId: str = ABSENT,
        createdFrom: str = ABSENT,
        createdBefore: str = ABSENT,
        valueFrom: t.NumberIn = ABSENT,
        valueTo: t.NumberIn = ABSENT,
    ) -> t.BoardPage:
        """The board: exports with their figures, in the order and of the kinds asked for.

        Those that wait, worst first, where nothing else is asked. There is no total: follow
        `next_cursor`; a page of exports of a certain value or age may hold few of them, or none, and
        still not be the last.
        """
        answer: t.BoardPage = self._caller.call("exports.board", locals())
        return answer

    def each_of_board(
        self,
        *,
        limit: int = ABSENT,
        sort: Literal["worst", "newest", "oldest", "value"] = ABSENT,
        state: str = ABSENT,
        readiness: str = ABSENT,
        warehouseId: str = ABSENT,
        brokerId: str = ABSENT,
        createdFrom: str = ABSENT,
        createdBefore: str = ABSENT,
        valueFrom: t.NumberIn = ABSENT,
        valueTo: t.NumberIn = ABSENT,
    ) -> Iterator[t.BoardExport]:
        """The rows of every page of :meth:`board`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("exports.board", locals())

    def cancel(
        self,
        id: str,
        /,
        *,
        accountId: str = ABSENT,
        reason: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ExportSummary:
        """Cancel a batch that was not executed.

        Its orders are open again for another export.
        """
        answer: t.ExportSummary = self._caller.call("exports.cancel", locals())
        return answer

    def correct(
        self,
        id: str,
        /,
        *,
        accountId: str = ABSENT,
        expectedPlanHash: str | None = ABSENT,
        expectedRecipient: str | None = ABSENT,
        confirm: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.CorrectionAnswer:
        """Correct the papers that left: a new version that names the old one and what changed.

        Plans anew from what is stored now, makes the package anew where something differs, and mails it
        with a cover letter that says what.
        """
        answer: t.CorrectionAnswer = self._caller.call("exports.correct", locals())
        return answer

    def counts(self, *, month: str = ABSENT) -> t.CountsAnswer:
        """What stands on the board, counted.

        Exports by state and readiness, mails that failed or are uncertain, the export that waits
        longest, and what was saved by day of a month.
        """
        answer: t.CountsAnswer = self._caller.call("exports.counts", locals())
        return answer

    def diff(self, id: str, /, *, from_: int = ABSENT, to: int = ABSENT) -> t.DiffAnswer:
        """What changed between two plans of an export.

        Every fact, finding and figure that differs, by its path, with both values.
        """
        answer: t.DiffAnswer = self._caller.call("exports.diff", locals())
        return answer

    def draft(self, id: str, filename: str, /) -> bytes:
        """A paper of the plan as a draft.

        Numbered `DRAFT`, not sealed, not kept, sent to nobody. Of a batch that is not executed and not
        blocked.
        """
        answer: bytes = self._caller.call("exports.draft", locals())
        return answer

    def execute(
        self,
        *,
        batchId: str,
        accountId: str = ABSENT,
        expectedPlanHash: str | None = ABSENT,
        expectedRecipient: str | None = ABSENT,
        confirm: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ExecuteAnswer:
        """Execute: make the customs package, hand it to the broker, tell the warehouse; once.

        Only a READY batch, and one under review that was approved, is executed. The call waits for the
        package for some seconds; the same call again answers the same package.
        """
        answer: t.ExecuteAnswer = self._caller.call("exports.execute", locals())
        return answer

    def inspect(self, id: str, /) -> t.InspectAnswer:
        """Inspect: the truth about an export.

        Batch, plan, package, submissions, notifications and events. The answer has an `ETag`; poll with
        `If-None-Match`.
        """
        answer: t.InspectAnswer = self._caller.call("exports.inspect", locals())
        return answer

    def wait(
        self, id: str, /, *, until: Callable[[t.InspectAnswer], bool] | None = None, timeout: float = 600.0
    ) -> t.InspectAnswer:
        """The export, once ``until`` holds of it: without one, once it is executed and its mail needs no more time.

        Raises ``TimeoutError``, which says where it stands, after ``timeout`` seconds.
        """
        answer: t.InspectAnswer = self._caller.settle(id, until, timeout)
        return answer

    def list(
        self,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        updatedSince: str = ABSENT,
        state: t.ExportState = ABSENT,
        readiness: t.ReadinessState = ABSENT,
        warehouseId: str = ABSENT,
        brokerId: str = ABSENT,
    ) -> t.ExportPage:
        """List exports.

        Newest first.
        """
        answer: t.ExportPage = self._caller.call("exports.list", locals())
        return answer

    def each(
        self,
        *,
        limit: int = ABSENT,
        updatedSince: str = ABSENT,
        state: t.ExportState = ABSENT,
        readiness: t.ReadinessState = ABSENT,
        warehouseId: str = ABSENT,
        brokerId: str = ABSENT,
    ) -> Iterator[t.ExportSummary]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("exports.list", locals())

    def plan(
        self,
        *,
        warehouseId: str,
        brokerId: str,
        orderIds: Sequence[str],
        accountId: str = ABSENT,
        destinationCountry: str | None = ABSENT,
        batchId: str | None = ABSENT,
        dryRun: bool | None = ABSENT,
        shipment: t.ShipmentIn | None = ABSENT,
        overrides: t.OverridesIn | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.PlanAnswer:
        """Plan: readiness, findings, entries, duties, fees and savings of a batch of orders.

        Nothing leaves the server. Without `dryRun` the batch is stored, its orders belong to it, and
        its planning snapshot is hashed; `batchId` plans a stored batch anew.
        """
        answer: t.PlanAnswer = self._caller.call("exports.plan", locals())
        return answer

    def plan_open(
        self,
        *,
        accountId: str = ABSENT,
        warehouseId: str | None = ABSENT,
        brokerId: str | None = ABSENT,
        destinationCountry: str | None = ABSENT,
        maxOrders: int | None = ABSENT,
        dryRun: bool | None = ABSENT,
        shipment: t.ShipmentIn | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.PlanAnswer:
        """Plan the open orders that no batch holds, the oldest first.

        One batch a call, bounded; call again until `INVALID_ORDER_REFERENCE` says that none is left.
        """
        answer: t.PlanAnswer = self._caller.call("exports.plan_open", locals())
        return answer

    def preview_correction(self, id: str, /) -> t.CorrectionPreview:
        """Preview a correction.

        What it would say now, and where it would go. Nothing is kept.
        """
        answer: t.CorrectionPreview = self._caller.call("exports.preview_correction", locals())
        return answer

    def resubmit(
        self,
        id: str,
        /,
        *,
        accountId: str = ABSENT,
        recipientEmail: str | None = ABSENT,
        expectedPlanHash: str | None = ABSENT,
        expectedRecipient: str | None = ABSENT,
        confirm: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ResubmitAnswer:
        """Submit the package to the broker once more.

        The same files, to the broker's address or to `recipientEmail`.
        """
        answer: t.ResubmitAnswer = self._caller.call("exports.resubmit", locals())
        return answer

    def snapshot(self, id: str, /) -> t.SnapshotAnswer:
        """The planning snapshot whose SHA-256 is the planHash.

        The hashed document itself: facts, findings, entries and figures. It does not hold its own hash.
        """
        answer: t.SnapshotAnswer = self._caller.call("exports.snapshot", locals())
        return answer

    def split_off(
        self,
        id: str,
        /,
        *,
        accountId: str = ABSENT,
        orderIds: Sequence[str] | None = ABSENT,
        expectedPlanHash: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.SplitAnswer:
        """Split orders off a batch, those that stop it where none are named.

        The batch is planned again without them, and they become a batch of their own, in one step.
        """
        answer: t.SplitAnswer = self._caller.call("exports.split_off", locals())
        return answer

    def withdraw(
        self,
        id: str,
        /,
        *,
        reason: str,
        accountId: str = ABSENT,
        expectedPlanHash: str | None = ABSENT,
        expectedRecipient: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.WithdrawAnswer:
        """Withdraw a submitted package: the broker is told to file nothing.

        The mail names the package; the batch stays to be inspected.
        """
        answer: t.WithdrawAnswer = self._caller.call("exports.withdraw", locals())
        return answer


class Invitations:
    """Who works for the account in the console, with which roles, and who is invited."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        email: str,
        roles: Sequence[t.InvitationRoles],
        accountId: str | None = ABSENT,
        modes: Sequence[t.AccountMode] | None = ABSENT,
        sendMail: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.InvitationLinkAnswer:
        """Invite a person into the account.

        The answer has the link by which the person joins, once and within seven days: send it. It is
        not kept.
        """
        answer: t.InvitationLinkAnswer = self._caller.call("invitations.create", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.InvitationPage:
        """List the invitations that are open.

        Newest first, without their links. One that was accepted, taken back or is over seven days old
        is not among them.
        """
        answer: t.InvitationPage = self._caller.call("invitations.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.InvitationAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("invitations.list", locals())

    def revoke(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.InvitationAnswer:
        """Take an open invitation back.

        Its link works no more. One that is not open answers 404.
        """
        answer: t.InvitationAnswer = self._caller.call("invitations.revoke", locals())
        return answer


class Keys:
    """Who calls: API keys of the account, their owners, scopes and limits."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        name: str,
        scopes: Sequence[t.KeyScopes],
        accountId: str | None = ABSENT,
        owner: str | None = ABSENT,
        mode: t.AccountMode | None = ABSENT,
        expires: str | None = ABSENT,
        policy: t.PolicyIn | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.KeySecretAnswer:
        """Make a key; its secret is shown in this answer alone.

        Its owner is the person whose key it is: an approval comes from another person than who planned.
        A key that has limits of its own makes none.
        """
        answer: t.KeySecretAnswer = self._caller.call("keys.create", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.KeyPage:
        """List keys.

        Newest first, without secrets, revoked ones too. A test key sees test keys alone.
        """
        answer: t.KeyPage = self._caller.call("keys.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.KeyAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("keys.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        accountId: str | None = ABSENT,
        name: str | None = ABSENT,
        policy: t.PolicyIn | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.KeyAnswer:
        """Change a key's name or its limits.

        They bind within a second. Owner, scopes, mode and end stay as they are.
        """
        answer: t.KeyAnswer = self._caller.call("keys.patch", locals())
        return answer

    def revoke(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.KeyAnswer:
        """Revoke a key for good.

        Every server refuses it within a second, and its event streams end. Again changes nothing.
        """
        answer: t.KeyAnswer = self._caller.call("keys.revoke", locals())
        return answer

    def rotate(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.KeySecretAnswer:
        """Give a key a new secret, shown in this answer alone.

        The old one stops working within a second. Owner, scopes and limits stay.
        """
        answer: t.KeySecretAnswer = self._caller.call("keys.rotate", locals())
        return answer


class Mail:
    """Mails to brokers: what became of each, and what waits for a person."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def inbound(
        self, *, raw: str, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.InboundMailAnswer:
        """Take a mail that came back: a bounce, an automatic answer, a reply.

        The message's bytes as `message/rfc822`, or in JSON as base64. It is matched by the Message-ID
        of the mail it answers, within the key's account alone; one that matches nothing is answered
        `unmatched`. The same message again changes nothing.
        """
        answer: t.InboundMailAnswer = self._caller.call("mail.inbound", locals())
        return answer


class Notifications:
    """What happened, in the order it happened, and what was mailed to warehouses."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.NotificationPage:
        """List notifications.

        What was mailed to warehouses, newest first, and what became of it.
        """
        answer: t.NotificationPage = self._caller.call("notifications.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.NotificationAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("notifications.list", locals())


class Orders:
    """What was sold to whom, with lines of products. Orders are what a plan takes."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, id: str, /) -> t.OrderAnswer:
        """One order.

        With its lines, its value, and the export it belongs to, if any.
        """
        answer: t.OrderAnswer = self._caller.call("orders.get", locals())
        return answer

    def import_file(
        self,
        data: bytes | str,
        /,
        *,
        accountId: str | None = ABSENT,
        preset: t.OrdersImportPreset | None = ABSENT,
        mapping: Mapping[str, str | t.MappedColumn] | None = ABSENT,
        dryRun: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.OrdersImported:
        """Insert or overwrite orders from a file; a dry run says what would change.

        A fault refuses the file. Only of a shop's own file an order that names an unknown product is
        set aside, told in `skipped`, and the others are taken; one of which nothing ships any more is
        cancelled.

        Rows of one `externalId` are one order's lines; each names its product by `productId`,
        `productExternalId` or `sku`. Files, presets and faults are as in the import of products.
        """
        answer: t.OrdersImported = self._caller.call("orders.import", locals())
        return answer

    def list(
        self,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        updatedSince: str = ABSENT,
        q: str = ABSENT,
        state: Literal["open", "exported"] = ABSENT,
    ) -> t.OrderPage:
        """List orders.

        Newest first. `updatedSince` gives what changed, for a copy kept elsewhere.
        """
        answer: t.OrderPage = self._caller.call("orders.list", locals())
        return answer

    def each(
        self,
        *,
        limit: int = ABSENT,
        updatedSince: str = ABSENT,
        q: str = ABSENT,
        state: Literal["open", "exported"] = ABSENT,
    ) -> Iterator[t.OrderAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("orders.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        accountId: str | None = ABSENT,
        shipTo: t.PartyIn | None = ABSENT,
        buyer: t.PartyIn | None = ABSENT,
        destinationRegion: str | None = ABSENT,
        destinationPostalCode: str | None = ABSENT,
        soldOn: str | None = ABSENT,
        packages: int | None = ABSENT,
        clearance: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.OrdersSynced:
        """Change who receives an order, who bought it, or when.

        Fields that are absent stay as they are, null empties one; lines are synced. Of an exported
        order the answer warns.
        """
        answer: t.OrdersSynced = self._caller.call("orders.patch", locals())
        return answer

    def sync(
        self, *, items: Sequence[t.OrderIn], accountId: str = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.OrdersSynced:
        """Insert or overwrite orders by external id; lines are replaced.

        An order is found again by its `externalId`; its value is computed from its lines. Take the `id`
        of the answer to plan it.
        """
        answer: t.OrdersSynced = self._caller.call("orders.sync", locals())
        return answer

    def sync_minimal(
        self, *, items: Sequence[t.OrderIn], accountId: str = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.OrdersSyncedMinimal:
        """The same as :meth:`sync`; it answers the ids and the warnings alone."""
        given = locals() | {"prefer": "return=minimal"}
        answer: t.OrdersSyncedMinimal = self._caller.call("orders.sync", given)
        return answer


class Packages:
    """The papers of an executed export, byte for byte."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def artifact(self, id: str, filename: str, /) -> bytes:
        """The bytes of one file.

        As it was made and mailed; its media type and name are in the answer's headers.
        """
        answer: bytes = self._caller.call("packages.artifact", locals())
        return answer

    def get(self, id: str, /) -> t.PackageAnswer:
        """A customs package with its files.

        Its number, its state, and for each file its type, size and SHA-256.
        """
        answer: t.PackageAnswer = self._caller.call("packages.get", locals())
        return answer

    def zip(self, id: str, /) -> bytes:
        """The whole package as one reproducible ZIP.

        The same package gives the same bytes.
        """
        answer: bytes = self._caller.call("packages.zip", locals())
        return answer


class People:
    """Who works for the account in the console, with which roles, and who is invited."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def end_sessions(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.SessionsEndedAnswer:
        """End every session of a person, at once.

        The person signs in again, or not, if also sent away.
        """
        answer: t.SessionsEndedAnswer = self._caller.call("people.end_sessions", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.PersonPage:
        """List the people who work for the account.

        The newest members first, with roles, worlds and when they were last seen.
        """
        answer: t.PersonPage = self._caller.call("people.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.PersonAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("people.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        accountId: str | None = ABSENT,
        roles: Sequence[t.InvitationRoles] | None = ABSENT,
        modes: Sequence[t.AccountMode] | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.PersonAnswer:
        """Give a person other roles or worlds.

        Every session of the person ends: the next one begins with the new roles. An account keeps an
        admin.
        """
        answer: t.PersonAnswer = self._caller.call("people.patch", locals())
        return answer

    def remove(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.PersonAnswer:
        """Send a person away from the account.

        Sessions end. What the person did stays in the record. An account keeps an admin.
        """
        answer: t.PersonAnswer = self._caller.call("people.remove", locals())
        return answer


class ProductChanges:
    """The goods, with what customs asks of them: synced from the shop, found again by `externalId`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        changes: Sequence[t.ProductChangeIn],
        accountId: str = ABSENT,
        dryRun: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ProductsChanged:
        """Change several products, all or nothing; a dry run says what planning would find then.

        Each change is one of `PATCH /api/products/{id}`. With an empty `set` and `dryRun` it checks
        products as they are.
        """
        answer: t.ProductsChanged = self._caller.call("product_changes.create", locals())
        return answer

    def get(self, id: str, /) -> t.ProductChangeDetail:
        """One change, with what it made different in each product.

        Each field has its value before and after.
        """
        answer: t.ProductChangeDetail = self._caller.call("product_changes.get", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.ProductChangePage:
        """List changes of products.

        Newest first, of syncs, imports and patches too. A new product is no change.
        """
        answer: t.ProductChangePage = self._caller.call("product_changes.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.ProductChange]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("product_changes.list", locals())

    def undo(
        self,
        id: str,
        /,
        *,
        accountId: str = ABSENT,
        dryRun: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ProductsChanged:
        """Undo a change, by a new one.

        Refused where a field of it was changed again since: each is named. An undo can be undone.
        """
        answer: t.ProductsChanged = self._caller.call("product_changes.undo", locals())
        return answer


class Products:
    """The goods, with what customs asks of them: synced from the shop, found again by `externalId`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, id: str, /) -> t.ProductAnswer:
        """One product, with the MID built where none was given.

        All that is stored of it, and what planning reads from it.
        """
        answer: t.ProductAnswer = self._caller.call("products.get", locals())
        return answer

    def history(self, id: str, /, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.ProductHistory:
        """The changes of one product.

        Newest first, each with the fields it made different.
        """
        answer: t.ProductHistory = self._caller.call("products.history", locals())
        return answer

    def each_of_history(self, id: str, /, *, limit: int = ABSENT) -> Iterator[t.ProductHistoryEntry]:
        """The rows of every page of :meth:`history`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("products.history", locals())

    def import_file(
        self,
        data: bytes | str,
        /,
        *,
        accountId: str | None = ABSENT,
        preset: t.OrdersImportPreset | None = ABSENT,
        mapping: Mapping[str, str | t.MappedColumn] | None = ABSENT,
        dryRun: bool | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ProductsImported:
        """Insert or change products from a file, all or nothing; a dry run says what would change.

        CSV in any usual encoding, or XLSX: as JSON, or as the body itself with its media type and the
        options in the query. The columns are product fields in dotted form, those of a shop's export,
        or those of a mapping. Faults are told all at once: each of `details.issues` has `row`,
        `column`, the `value` and the `mend`.
        """
        answer: t.ProductsImported = self._caller.call("products.import", locals())
        return answer

    def list(
        self,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        updatedSince: str = ABSENT,
        q: str = ABSENT,
        missing: Literal[
            "hsCode",
            "countryOfOrigin",
            "description",
            "manufacturer",
            "materials",
            "netWeightKg",
            "unitValueUsd",
        ] = ABSENT,
        readiness: t.ReadinessState = ABSENT,
        finding: str = ABSENT,
        check: bool = ABSENT,
    ) -> t.ProductPage:
        """List products.

        Newest first. `updatedSince` gives what changed, for a copy kept elsewhere. `check` adds what
        planning finds in each.
        """
        answer: t.ProductPage = self._caller.call("products.list", locals())
        return answer

    def each(
        self,
        *,
        limit: int = ABSENT,
        updatedSince: str = ABSENT,
        q: str = ABSENT,
        missing: Literal[
            "hsCode",
            "countryOfOrigin",
            "description",
            "manufacturer",
            "materials",
            "netWeightKg",
            "unitValueUsd",
        ] = ABSENT,
        readiness: t.ReadinessState = ABSENT,
        finding: str = ABSENT,
        check: bool = ABSENT,
    ) -> Iterator[t.ProductAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("products.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        externalId: str | None = ABSENT,
        title: str | None = ABSENT,
        sku: str | None = ABSENT,
        description: str | None = ABSENT,
        hsCode: str | None = ABSENT,
        countryOfOrigin: str | None = ABSENT,
        unitValueUsd: t.NumberIn | None = ABSENT,
        netWeightKg: t.NumberIn | None = ABSENT,
        grossWeightKg: t.NumberIn | None = ABSENT,
        materials: Sequence[t.MaterialIn] | None = ABSENT,
        category: str | None = ABSENT,
        manufacturer: t.ManufacturerIn | None = ABSENT,
        usmca: t.UsmcaIn | None = ABSENT,
        metals: t.MetalsIn | None = ABSENT,
        pga: Sequence[t.PgaIn] | None = ABSENT,
        adcvd: t.JsonValue = ABSENT,
        attributes: Mapping[str, t.JsonValue] | None = ABSENT,
        quantities: Mapping[str, t.NumberIn] | None = ABSENT,
        sourceUpdatedAt: str | None = ABSENT,
        components: Sequence[t.ComponentIn] | None = ABSENT,
        spi: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ProductAnswer:
        """Change fields of a product.

        Fields that are absent stay as they are; null empties one.
        """
        answer: t.ProductAnswer = self._caller.call("products.patch", locals())
        return answer

    def suggest(
        self,
        *,
        accountId: str = ABSENT,
        filter: t.SuggestFilter | None = ABSENT,
        limit: int = ABSENT,
        cursor: str | None = ABSENT,
        again: bool = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.ProductsSuggested:
        """Propose codes for products of the catalogue, some a call.

        Call it again with `nextCursor` until `hasMore` is false; a product whose proposal still stands
        is passed over, so that a walk broken off goes on where it was. Proposals change no product:
        take a code over with PATCH.
        """
        answer: t.ProductsSuggested = self._caller.call("products.suggest", locals())
        return answer

    def sync(
        self, *, items: Sequence[t.ProductIn], accountId: str = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.ProductsSynced:
        """Insert or overwrite products by external id.

        A product is found again by its `externalId`; what is stored is what this call says. Up to 1,000
        a call, all or nothing; the answer keeps the request's order.
        """
        answer: t.ProductsSynced = self._caller.call("products.sync", locals())
        return answer

    def sync_minimal(
        self, *, items: Sequence[t.ProductIn], accountId: str = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.ProductsSyncedMinimal:
        """The same as :meth:`sync`; it answers the ids and the warnings alone."""
        given = locals() | {"prefer": "return=minimal"}
        answer: t.ProductsSyncedMinimal = self._caller.call("products.sync", given)
        return answer

    def uses(self, id: str, /) -> t.ProductUses:
        """Where a product is used.

        The newest open orders that hold it, and the exports that wait with them: what a change of it
        concerns.
        """
        answer: t.ProductUses = self._caller.call("products.uses", locals())
        return answer


class Requests:
    """Who calls: API keys of the account, their owners, scopes and limits."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, *, limit: int = ABSENT, cursor: str = ABSENT, keyId: str = ABSENT, failed: bool = ABSENT
    ) -> t.RequestPage:
        """List calls by the account's keys.

        Newest first, in the mode of the key; some seconds behind, for 30 days, the last 10,000. What
        calls did is in the events.
        """
        answer: t.RequestPage = self._caller.call("requests.list", locals())
        return answer

    def each(
        self, *, limit: int = ABSENT, keyId: str = ABSENT, failed: bool = ABSENT
    ) -> Iterator[t.RequestAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("requests.list", locals())


class Restore:
    """Mails to brokers: what became of each, and what waits for a person."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def decide(
        self,
        *,
        decision: t.DecideDecision,
        reason: str,
        accountId: str = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.RestoreDecided:
        """Decide about everything that a restore holds, and let the account go on.

        Submissions that differ are decided one by one before (`POST /api/submissions/{id}/decide`).
        """
        answer: t.RestoreDecided = self._caller.call("restore.decide", locals())
        return answer

    def get(self) -> t.RestoreAnswer:
        """Show what may have left between a backup and its restore, and waits for a person.

        Until somebody decides, executing, correcting and submitting again want `confirm: true`, and
        webhooks are silent.
        """
        answer: t.RestoreAnswer = self._caller.call("restore.get", locals())
        return answer


class Submissions:
    """Mails to brokers: what became of each, and what waits for a person."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def decide(
        self,
        id: str,
        /,
        *,
        decision: t.DecideDecision,
        reason: str,
        accountId: str = ABSENT,
        expectedPlanHash: str | None = ABSENT,
        expectedRecipient: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.DecideAnswer:
        """Decide about a mail whose fate is not known: resend it, or say that it arrived.

        Only a submission in `uncertain` asks for it. Neither answer is given by the server of itself:
        one may mail twice, the other never.
        """
        answer: t.DecideAnswer = self._caller.call("submissions.decide", locals())
        return answer

    def end_links(
        self,
        id: str,
        /,
        *,
        accountId: str = ABSENT,
        reason: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.LinksEnded:
        """End the links of a submission: nobody answers or fetches files by them any more.

        They end by themselves after 60 days, when the mail bounces, and with the next submission to
        another address.
        """
        answer: t.LinksEnded = self._caller.call("submissions.end_links", locals())
        return answer

    def get(self, id: str, /) -> t.SubmissionDetail:
        """One submission with its tries.

        Each try tells what the mail server said and what that means.
        """
        answer: t.SubmissionDetail = self._caller.call("submissions.get", locals())
        return answer

    def list(
        self,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        status: t.SubmissionStatus = ABSENT,
        exportId: str = ABSENT,
    ) -> t.SubmissionPage:
        """List broker submissions; those `uncertain` wait for a person.

        Newest first, with the state of each mail and what it waits for.
        """
        answer: t.SubmissionPage = self._caller.call("submissions.list", locals())
        return answer

    def each(
        self, *, limit: int = ABSENT, status: t.SubmissionStatus = ABSENT, exportId: str = ABSENT
    ) -> Iterator[t.BrokerSubmission]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("submissions.list", locals())

    def message(self, id: str, /) -> bytes:
        """The message of a submission, whole, with its files.

        In place of the broker's own links it has stand-ins: who holds those answers as the broker.
        """
        answer: bytes = self._caller.call("submissions.message", locals())
        return answer


class System:
    """Whether a key works, and what it meets."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def health(self) -> t.HealthAnswer:
        """Verify a key; see which account, mode and tariff edition it meets.

        Needs a key, as every call of the API does; `/healthz` and `/readyz` need none.
        """
        answer: t.HealthAnswer = self._caller.call("system.health", locals())
        return answer


class Tariff:
    """Customs law without an order."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def conditions(self) -> t.ConditionList:
        """Facts the law asks of goods.

        Each condition is answered in `attributes` of a product or an estimate line, or for all goods in
        `conditions` of the account; a product's own answer wins.
        """
        answer: t.ConditionList = self._caller.call("tariff.conditions", locals())
        return answer

    def rules(self) -> t.RuleList:
        """List the rules of planning, each with the plans of the last 30 days in which it found something.

        Hits are counted at most once an hour.
        """
        answer: t.RuleList = self._caller.call("tariff.rules", locals())
        return answer

    def status(self, *, on: str = ABSENT) -> t.TariffStatus:
        """The schedule and the law in force.

        How old they are, what is held in part, and the programmes with their dates.
        """
        answer: t.TariffStatus = self._caller.call("tariff.status", locals())
        return answer


class Triage:
    """A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, *, severity: str = ABSENT) -> t.TriageAnswer:
        """The findings of all batches that wait, by root cause, in the order that frees exports soonest.

        Each cause with the batches, orders and value it holds up, and what mends it. What is merely
        told (`info`) is most of it and holds up nothing: leave it out with `severity`.
        """
        answer: t.TriageAnswer = self._caller.call("triage.get", locals())
        return answer


class Warehouses:
    """Where exports leave from."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        name: str,
        accountId: str = ABSENT,
        address: t.AddressIn | None = ABSENT,
        notificationEmail: str | None = ABSENT,
        portOfEntry: str | None = ABSENT,
        mode: t.Mode | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.WarehouseAnswer:
        """A new warehouse.

        Where exports leave from. Its port of entry and mode of transport are the default of its plans.
        """
        answer: t.WarehouseAnswer = self._caller.call("warehouses.create", locals())
        return answer

    def get(self, id: str, /) -> t.WarehouseAnswer:
        """One warehouse.

        Address, port of entry, mode of transport, and who is told of executions.
        """
        answer: t.WarehouseAnswer = self._caller.call("warehouses.get", locals())
        return answer

    def list(
        self, *, limit: int = ABSENT, cursor: str = ABSENT, updatedSince: str = ABSENT
    ) -> t.WarehousePage:
        """List warehouses.

        Newest first.
        """
        answer: t.WarehousePage = self._caller.call("warehouses.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT, updatedSince: str = ABSENT) -> Iterator[t.WarehouseAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("warehouses.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        accountId: str | None = ABSENT,
        name: str | None = ABSENT,
        address: t.AddressIn | None = ABSENT,
        notificationEmail: str | None = ABSENT,
        portOfEntry: str | None = ABSENT,
        mode: t.Mode | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.WarehouseAnswer:
        """Change fields of a warehouse.

        Fields that are absent stay as they are; null empties one. Plans made before keep what they say.
        """
        answer: t.WarehouseAnswer = self._caller.call("warehouses.patch", locals())
        return answer


class Webhooks:
    """Addresses of yours that are sent the events, signed."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        url: str,
        accountId: str = ABSENT,
        eventTypes: Sequence[t.EventType] | None = ABSENT,
        description: str | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.WebhookSecretAnswer:
        """Register an endpoint; its secret is shown in this answer alone.

        Messages are signed as https://www.standardwebhooks.com says, tried ten times within three days,
        and may come more than once: `webhook-id` tells a repeat.
        """
        answer: t.WebhookSecretAnswer = self._caller.call("webhooks.create", locals())
        return answer

    def delete(self, id: str, /, *, idempotencyKey: str = ABSENT) -> t.WebhookDeleted:
        """Give an endpoint up, with all that is owed to it.

        Nothing is sent to it any more. Its past deliveries go with it.
        """
        answer: t.WebhookDeleted = self._caller.call("webhooks.delete", locals())
        return answer

    def deliveries(
        self,
        id: str,
        /,
        *,
        limit: int = ABSENT,
        cursor: str = ABSENT,
        state: t.WebhookDeliveryAnswerState = ABSENT,
    ) -> t.WebhookDeliveryPage:
        """What the endpoint is owed and was sent, and what became of it.

        Newest first, with each try's answer and when the next comes.
        """
        answer: t.WebhookDeliveryPage = self._caller.call("webhooks.deliveries", locals())
        return answer

    def each_of_deliveries(
        self, id: str, /, *, limit: int = ABSENT, state: t.WebhookDeliveryAnswerState = ABSENT
    ) -> Iterator[t.WebhookDeliveryAnswer]:
        """The rows of every page of :meth:`deliveries`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("webhooks.deliveries", locals())

    def get(self, id: str, /) -> t.WebhookAnswer:
        """One endpoint, without its secret.

        Its state, and why it was disabled, if it was.
        """
        answer: t.WebhookAnswer = self._caller.call("webhooks.get", locals())
        return answer

    def list(self, *, limit: int = ABSENT, cursor: str = ABSENT) -> t.WebhookPage:
        """List endpoints.

        Newest first, without secrets.
        """
        answer: t.WebhookPage = self._caller.call("webhooks.list", locals())
        return answer

    def each(self, *, limit: int = ABSENT) -> Iterator[t.WebhookAnswer]:
        """The rows of every page of :meth:`list`, asked for as they are needed; ``limit`` a page."""
        return self._caller.rows("webhooks.list", locals())

    def patch(
        self,
        id: str,
        /,
        *,
        accountId: str | None = ABSENT,
        url: str | None = ABSENT,
        eventTypes: Sequence[t.EventType] | None = ABSENT,
        description: str | None = ABSENT,
        state: t.WebhookState | None = ABSENT,
        idempotencyKey: str = ABSENT,
    ) -> t.WebhookAnswer:
        """Change an endpoint, disable it, enable it again.

        What an endpoint missed while it was disabled it is sent when it is enabled again.
        """
        answer: t.WebhookAnswer = self._caller.call("webhooks.patch", locals())
        return answer

    def redeliver(
        self, id: str, deliveryId: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.WebhookDeliveryAnswer:
        """Post one delivery once more, under the same `webhook-id`.

        Also of a delivery that was received or given up.
        """
        answer: t.WebhookDeliveryAnswer = self._caller.call("webhooks.redeliver", locals())
        return answer

    def replay(
        self, id: str, /, *, since: str, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.WebhookReplayAnswer:
        """Post every event since a point once more, each under its `webhook-id`.

        In the order they happened. A receiver tells repeats by their `webhook-id`.
        """
        answer: t.WebhookReplayAnswer = self._caller.call("webhooks.replay", locals())
        return answer

    def rotate(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.WebhookSecretAnswer:
        """A new secret, shown in this answer alone; the old one signs beside it for 24 hours.

        Messages carry both signatures meanwhile, so that a receiver can change over without losing one.
        """
        answer: t.WebhookSecretAnswer = self._caller.call("webhooks.rotate", locals())
        return answer

    def test(
        self, id: str, /, *, accountId: str | None = ABSENT, idempotencyKey: str = ABSENT
    ) -> t.WebhookDeliveryAnswer:
        """Owe the endpoint a message of type `webhook.test`.

        Signed and sent as every other; look at its deliveries for what the receiver answered.
        """
        answer: t.WebhookDeliveryAnswer = self._caller.call("webhooks.test", locals())
        return answer


class Operations:
    """The operations by their nouns, and the protocol's verbs."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.account = Account(caller)
        self.brokers = Brokers(caller)
        self.captured_mails = CapturedMails(caller)
        self.customs = Customs(caller)
        self.dispositions = Dispositions(caller)
        self.events = Events(caller)
        self.exports = Exports(caller)
        self.invitations = Invitations(caller)
        self.keys = Keys(caller)
        self.mail = Mail(caller)
        self.notifications = Notifications(caller)
        self.orders = Orders(caller)
        self.packages = Packages(caller)
        self.people = People(caller)
        self.product_changes = ProductChanges(caller)
        self.products = Products(caller)
        self.requests = Requests(caller)
        self.restore = Restore(caller)
        self.submissions = Submissions(caller)
        self.system = System(caller)
        self.tariff = Tariff(caller)
        self.triage = Triage(caller)
        self.warehouses = Warehouses(caller)
        self.webhooks = Webhooks(caller)
        self.plan = self.exports.plan
        self.execute = self.exports.execute
        self.inspect = self.exports.inspect
        self.health = self.system.health
        self.package = self.packages.get
        self.artifact = self.packages.artifact
        self.estimate = self.customs.estimate
        self.optimize = self.customs.optimize

    def search(self, *, q: str, limit: int = ABSENT) -> t.SearchAnswer:
        """Find rows by id, package number, an order's external id, SKU, or how one of them begins.

        Exact matches come first. Letters of either case are alike in numbers and SKUs.
        """
        answer: t.SearchAnswer = self._caller.call("search", locals())
        return answer
