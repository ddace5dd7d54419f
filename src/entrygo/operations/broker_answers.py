"""The broker's answer, without an account: accept the package, ask about a line, or reject it with a reason."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import orjson

from entrygo.context import Context
from entrygo.contract.actor import ActorKind, Origin
from entrygo.contract.answers.exports import BrokerAnswerSaid
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.links import ANSWER_PACKAGE, FETCH_FILES, Claim, read
from entrygo.contract.problems import Problem, not_found
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import ArtifactRow, EventRow, MailRow, PackageRow
from entrygo.lifecycle.states import MailState, PackageState
from entrygo.operations.answer import Answer
from entrygo.operations.corrections import keep_told, told_code
from entrygo.operations.end_links import require_working_links
from entrygo.operations.gate import plan_of
from entrygo.operations.packages import file_answer
from entrygo.operations.withdraw import is_withdrawn
from entrygo.store.unit_of_work import UnitOfWork

MAX_TEXT, MAX_NAME, MAX_QUESTIONS = 2_000, 200, 50
_ENTRY_NUMBER = re.compile(r"([A-Z0-9]{3})[- ]?([0-9]{7})[- ]?([0-9])", re.ASCII)
ANSWERS = (EventType.BROKER_ACKNOWLEDGED, EventType.BROKER_REJECTED, EventType.BROKER_QUESTIONED)


class Decision(StrEnum):
    """What a broker may say."""

    ACCEPT = "accept"
    ASK = "ask"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A broker's words. ``line`` is the line or SKU they are about; a rejection and a question need ``text``.

    ``hs_code`` is the code the broker would use for the product that ``line`` names.
    """

    decision: Decision
    name: str
    text: str = ""
    line: str = ""
    entry_number: str = ""
    hs_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerPage:
    """What the page of a link shows."""

    claim: Claim
    package: PackageRow
    mail: MailRow
    artifacts: tuple[ArtifactRow, ...]
    answers: tuple[JsonObject, ...]
    superseded_by: str | None
    seller: str
    contact: str
    plan: JsonObject
    is_withdrawn: bool

    @property
    def is_decided(self) -> bool:
        """Whether the package was accepted or rejected."""
        return self.package.state in (PackageState.ACKNOWLEDGED, PackageState.REJECTED)


def broker_page(context: Context, token: str) -> BrokerPage:
    """What a link gives access to. Raises :class:`~entrygo.contract.links.BadLink`."""
    claim = read(context.link_key, token, purpose=ANSWER_PACKAGE, now=context.clock.now())
    with context.store.read(claim.tenant) as uow:
        return _page(uow, claim)


def package_file(context: Context, token: str, filename: str) -> Answer:
    """A file of the package, or ``package.zip``, by a link for its files."""
    claim = read(context.link_key, token, purpose=FETCH_FILES, now=context.clock.now())
    with context.store.read(claim.tenant) as uow:
        package, mail = uow.packages.get(claim.package_id), uow.mails.get(claim.submission_id)
        artifacts = uow.packages.artifacts(claim.package_id)
        if package is None or mail is None:
            raise not_found("Customs package")
        require_working_links(uow, mail)
    return file_answer(context, package, artifacts, filename, tenant=claim.tenant)


def _page(uow: UnitOfWork, claim: Claim) -> BrokerPage:
    package = uow.packages.get(claim.package_id)
    mail = uow.mails.get(claim.submission_id)
    if package is None or mail is None:
        raise not_found("Customs package")
    require_working_links(uow, mail)
    newest = uow.packages.of_export(package.export_id)[-1]
    stored = uow.profiles.get(claim.tenant.account_id)
    person = stored.stated.responsible_person if stored is not None else None
    reached_by = (person.name, person.phone, person.email) if person is not None else ()
    return BrokerPage(
        claim=claim,
        package=package,
        mail=mail,
        artifacts=tuple(uow.packages.artifacts(package.id)),
        answers=tuple(answers(uow.events.of_export(package.export_id), package.id)),
        superseded_by=newest.number if newest.id != package.id else None,
        seller=stored.stated.name if stored is not None else "",
        contact=", ".join(each for each in reached_by if each),
        plan=orjson.loads(plan_of(uow, package).answer),
        is_withdrawn=is_withdrawn(uow, package),
    )


def answers(events: Iterable[EventRow], package_id: str | None = None) -> list[JsonObject]:
    """What brokers said of an export, in order; of one package where one is named."""
    kinds = {kind.value for kind in ANSWERS}
    return [
        shown(
            BrokerAnswerSaid,
            event,
            entry_number=event.payload["entryNumber"],
            package_id=event.payload["packageId"],
            **{name: event.payload[name] for name in ("decision", "by", "text", "line")},
        )
        for event in events
        if event.type in kinds and package_id in (None, event.payload["packageId"])
    ]


def say(context: Context, token: str, said: Said) -> BrokerPage:
    """Record a broker's answer. The same decision again changes nothing; the other one is refused once decided."""
    claim = read(context.link_key, token, purpose=ANSWER_PACKAGE, now=context.clock.now())
    faults = _faults(said)
    if faults:
        raise Problem("VALIDATION_ERROR", " ".join(faults))
    reader = Origin(kind=ActorKind.PERSON, id=claim.submission_id, name=said.name.strip())
    with context.store.write(claim.tenant, by=reader) as uow:
        page = _page(uow, claim)
        if is_withdrawn(uow, page.package):
            raise Problem("INVALID_EXPORT_STATE", "This package was withdrawn; please file nothing for it.")
        if page.superseded_by:
            raise Problem(
                "INVALID_EXPORT_STATE", f"This package was replaced by {page.superseded_by}; answer that one."
            )
        _keep_code(uow, page, said)
        if said.decision is Decision.ASK:
            _ask(uow, page, said)
        else:
            _decide(uow, page, said)
    return broker_page(context, token)


def _faults(said: Said) -> list[str]:
    faults = []
    if not said.name.strip():
        faults.append("Say who you are.")
    if said.decision is not Decision.ACCEPT and not said.text.strip():
        faults.append("Say what is wrong." if said.decision is Decision.REJECT else "Write your question.")
    if said.entry_number.strip() and entry_number_of(said.entry_number) is None:
        faults.append(
            "An entry number is a filer code of 3 letters or digits, 7 digits and a check digit, such as ABC-1234567-8."
        )
    if (
        len(said.text) > MAX_TEXT
        or max(map(len, (said.name, said.line, said.entry_number, said.hs_code))) > MAX_NAME
    ):
        faults.append(f"At most {MAX_TEXT} characters of text and {MAX_NAME} in the other fields.")
    return faults


def _keep_code(uow: UnitOfWork, page: BrokerPage, said: Said) -> None:
    """A code that the broker would use is an example from now on; the product itself stays as it is."""
    if not said.hs_code.strip():
        return
    told = told_code(uow, page.package.export_id, said.line, said.hs_code)
    if isinstance(told, str):
        raise Problem("VALIDATION_ERROR", told)
    keep_told(uow, told, said.name.strip())


def entry_number_of(text: str) -> str | None:
    """An entry number as it is written, ``ABC-1234567-8``: filer code, seven digits, check digit; or ``None``."""
    found = _ENTRY_NUMBER.fullmatch(text.strip().upper())
    return None if found is None else "-".join(found.groups())


def _ask(uow: UnitOfWork, page: BrokerPage, said: Said) -> None:
    if sum(answer["decision"] == Decision.ASK.value for answer in page.answers) >= MAX_QUESTIONS:
        raise Problem(
            "INVALID_EXPORT_STATE", f"{MAX_QUESTIONS} questions are recorded; please write to the sender."
        )
    _record(uow, page, said, EventType.BROKER_QUESTIONED, becomes=page.package.state)


def _decide(uow: UnitOfWork, page: BrokerPage, said: Said) -> None:
    accepted = said.decision is Decision.ACCEPT
    wanted = PackageState.ACKNOWLEDGED if accepted else PackageState.REJECTED
    if page.package.state is wanted:
        return  # said before: a second press of the button
    if page.is_decided:
        raise Problem(
            "INVALID_EXPORT_STATE", f"The package is {page.package.state.value} already; write to the sender."
        )
    uow.packages.move(page.package.id, PackageState.SENT_TO_BROKER)  # an answer proves that the mail arrived
    uow.packages.move(page.package.id, wanted)
    uow.mails.answered(page.mail.id, MailState.ACKNOWLEDGED if accepted else MailState.REJECTED)
    event = EventType.BROKER_ACKNOWLEDGED if accepted else EventType.BROKER_REJECTED
    _record(uow, page, said, event, becomes=wanted)


def _record(
    uow: UnitOfWork, page: BrokerPage, said: Said, event: EventType, *, becomes: PackageState
) -> None:
    uow.record(
        event,
        page.package.export_id,
        packageId=page.package.id,
        packageNumber=page.package.number,
        submissionId=page.mail.id,
        decision=said.decision.value,
        by=said.name.strip(),
        text=said.text.strip(),
        line=said.line.strip(),
        entryNumber=entry_number_of(said.entry_number) or "",
        hsCode=said.hs_code.strip(),
        before={"packageState": page.package.state.value, "answers": len(page.answers)},
        after={"packageState": becomes.value, "answers": len(page.answers) + 1},
    )
