"""The account's people and who is invited to join them."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.members import (
    InvitationAnswer,
    InvitationLinkAnswer,
    InvitationPage,
    PersonAnswer,
    PersonPage,
    SessionsEndedAnswer,
)
from entrygo.contract.requests.members import PersonEnd, PersonInvite, PersonPatch
from entrygo.operations.answer import Answer
from entrygo.operations.members import (
    end_membership,
    end_sessions,
    invite,
    list_invitations,
    list_people,
    patch_person,
    revoke_invitation,
)
from entrygo.operations.queries import ListQuery
from entrygo.surfaces.http.endpoint import Admin, Id, ProtocolRoute, fails

router = APIRouter(route_class=ProtocolRoute, tags=["People"])


@router.get("/api/people", operation_id="people.list", response_model=PersonPage)
def people_list(call: Admin, query: Annotated[ListQuery, Query()]) -> Answer:
    """List the people who work for the account.

    The newest members first, with roles, worlds and when they were last seen.
    """
    return list_people(call.context, call.actor, query)


@router.patch(
    "/api/people/{id}",
    operation_id="people.patch",
    response_model=PersonAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def people_patch(call: Admin, person_id: Id, request: PersonPatch) -> Answer:
    """Give a person other roles or worlds.

    Every session of the person ends: the next one begins with the new roles. An account keeps an admin.
    """
    return patch_person(call.context, call.actor, person_id, request=request, tried=call.tried)


@router.post(
    "/api/people/{id}/end-sessions",
    operation_id="people.end_sessions",
    response_model=SessionsEndedAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def people_end_sessions(call: Admin, person_id: Id, request: PersonEnd) -> Answer:
    """End every session of a person, at once.

    The person signs in again, or not, if also sent away.
    """
    return end_sessions(call.context, call.actor, person_id, request=request, tried=call.tried)


@router.post(
    "/api/people/{id}/remove",
    operation_id="people.remove",
    response_model=PersonAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def people_remove(call: Admin, person_id: Id, request: PersonEnd) -> Answer:
    """Send a person away from the account.

    Sessions end. What the person did stays in the record. An account keeps an admin.
    """
    return end_membership(call.context, call.actor, person_id, request=request, tried=call.tried)


@router.post(
    "/api/invitations",
    operation_id="invitations.create",
    response_model=InvitationLinkAnswer,
    responses=fails("POLICY_DENIED"),
)
def invitations_create(call: Admin, request: PersonInvite) -> Answer:
    """Invite a person into the account.

    The answer has the link by which the person joins, once and within seven days: send it. It is not kept.
    """
    return invite(call.context, call.actor, request, call.tried)


@router.get("/api/invitations", operation_id="invitations.list", response_model=InvitationPage)
def invitations_list(call: Admin, query: Annotated[ListQuery, Query()]) -> Answer:
    """List the invitations that are open.

    Newest first, without their links. One that was accepted, taken back or is over seven days old is not among them.
    """
    return list_invitations(call.context, call.actor, query)


@router.post(
    "/api/invitations/{id}/revoke",
    operation_id="invitations.revoke",
    response_model=InvitationAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def invitations_revoke(call: Admin, invitation_id: Id, request: PersonEnd) -> Answer:
    """Take an open invitation back.

    Its link works no more. One that is not open answers 404.
    """
    return revoke_invitation(call.context, call.actor, invitation_id, request=request, tried=call.tried)
