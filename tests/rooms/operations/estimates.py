"""Estimates as the API makes them, by the law that ships: what tests of goods ask and read."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.requests.exports import EstimateRequest
from entrygo.operations.estimate import estimated
from entrygo.tariff.shipped import shipped_schedule

Node = dict[str, Any]  # Any: an answer as JSON has it
ON = "2026-11-23"


def estimate(*lines: Node, on: str = ON, kind: str = "formal", mode: str = "truck", **more: object) -> Node:
    """The answer to an estimate of these lines; a line's quantity is 1 where it says none."""
    asked = {"accountId": "acc_1", "entryDate": on, "mode": mode, "entryType": kind, **more}
    request = EstimateRequest.model_validate(asked | {"lines": [{"quantity": 1, **line} for line in lines]})
    return estimated(shipped_schedule(), request, {})


def goods(code: str, origin: str, value: float, **more: object) -> Node:
    """A line of an estimate."""
    return {"hsCode": code, "countryOfOrigin": origin, "valueUsd": value, **more}


def messages(answer: Mapping[str, Any], *codes: str) -> list[Node]:  # Any: an answer
    """What an answer says, of these codes alone where some are named."""
    return [each for each in answer["validationMessages"] if not codes or each["code"] in codes]


def of_law(answer: Mapping[str, Any]) -> list[Node]:  # Any: an answer
    """What an answer says but for agencies, which ask of goods whatever they pay."""
    return [each for each in messages(answer) if not each["rule"].startswith("PGA-")]


def duty(answer: Mapping[str, Any]) -> object:  # Any: an answer
    """The duty of all lines together."""
    return answer["totals"]["dutyUsd"]


def amounts(answer: Mapping[str, Any], line: int = 0) -> dict[str, object]:  # Any: an answer
    """The layers of a line by heading."""
    return {layer["heading"]: layer["amountUsd"] for layer in answer["lines"][line]["layers"]}
