"""Endpoints that are told of events, and the stream that goes on."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "webhooks:secret:once",
        "An endpoint's secret is shown on creation and rotation and nowhere else.",
        "D 5",
    ),
    Requirement("webhooks:delivery:signed", "A message is signed as Standard Webhooks says.", "D 5"),
    Requirement(
        "webhooks:delivery:at-least-once",
        "Every event reaches every endpoint that wants it at least once, under one webhook-id.",
        "D 5",
    ),
    Requirement("webhooks:delivery:types", "An endpoint is told of the event types it chose.", "D 5"),
    Requirement("webhooks:delivery:shown", "What became of each delivery is listed.", "D 5"),
    Requirement("webhooks:delivery:retried", "A delivery that failed is tried again on a schedule.", "D 5"),
    Requirement(
        "webhooks:delivery:gone", "A receiver that answers 410 is told nothing more, visibly.", "D 5"
    ),
    Requirement("webhooks:delivery:modes", "Test mode's events are delivered too, and say so.", "D 5"),
    Requirement("webhooks:rotate:both", "For a day after a rotation both secrets sign.", "D 5"),
    Requirement("webhooks:replay:one", "One delivery can be sent once more under its webhook-id.", "D 5"),
    Requirement("webhooks:replay:since", "Everything since an event or an instant can be sent again.", "D 5"),
    Requirement("webhooks:url:public", "Only https URLs of the public Internet are taken.", "D 5"),
    Requirement("webhooks:disabled:missed", "An endpoint enabled again is told what it missed.", "D 5"),
    Requirement("event_stream:form:frames", "The stream has an id and an event as data.", "D 5"),
    Requirement("event_stream:resume:no-gap", "Last-Event-ID goes on without gap and without repeat.", "D 5"),
    Requirement("event_stream:filter:type", "type filters the stream as it filters the list.", "D 5"),
    Requirement("event_stream:limits:key", "A key has a bounded number of streams.", "D 5"),
    Requirement("event_stream:stop:quick", "Open streams do not delay a stop.", "D 5"),
)
