"""What an event changed, in words."""

from typing import Any

import pytest

from entrygo.surfaces.console.event_changes import changes_of

Change = tuple[object, object, object]


@pytest.mark.parametrize(
    ("kind", "before", "after", "told"),
    [
        (
            "export.executed",
            {"state": "EXECUTING"},
            {"state": "COMPLETED"},
            [("State", "Making papers", "Executed")],
        ),
        ("webhook.changed", {"state": "enabled"}, {"state": "disabled"}, [("State", "On", "Off")]),
        ("broker.notified", {"status": "sending"}, {"status": "sent"}, [("State", "Sending", "Sent")]),
        ("key.created", None, {"owner": "Bo Lind"}, [("Owner", "nothing", "Bo Lind")]),
        ("person.left", {"roles": ["admin"]}, None, [("Roles", "admin", "nothing")]),
        (
            "products.changed",
            {"prod_0000000012345678": {"hsCode": None}},
            {"prod_0000000012345678": {"hsCode": "4901.99.0070"}},
            [("12345678", "nothing", "HTS code: 4901.99.0070")],
        ),
        ("orders.released", {"exportedIn": "x", "same": 1}, {"exportedIn": None, "same": 1}, ["x"]),
        ("export.cancelled", None, None, []),
    ],
)
def test_an_event_says_each_field_that_is_other_than_it_was(
    kind: str, before: Any, after: Any, told: list[Change] | list[str]
) -> None:
    changes = changes_of({"type": kind, "payload": {"before": before, "after": after}})
    found = [(each["label"], str(each["was"]), str(each["now"])) for each in changes]
    if told == ["x"]:
        assert [(was, now) for _, was, now in found] == [("x", "nothing")]
    else:
        assert found == told


def test_an_event_of_a_version_that_kept_no_changes_says_none() -> None:
    assert changes_of({"type": "export.planned", "payload": {"batchId": "batch_1"}}) == []
