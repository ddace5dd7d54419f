"""Every fault of a request at once, each with its path, a code and a sentence."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from entrygo.contract.canonical import JsonMapping, JsonValue
from entrygo.contract.problems import Problem
from entrygo.contract.requests.fields import kind_of

Issue = dict[str, str]
MOST_ISSUES = 1_000
"""Of one answer; ``details.issueCount`` says how many there are where that is more."""
LONGEST_PATH, LONGEST_VALUE, LONGEST_MESSAGE = 300, 100, 5_000  # a message may list every type of event
RequestT = TypeVar("RequestT", bound=BaseModel)

_EXPECTED = {
    "string_type": "string",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "int_type": "number",
    "int_parsing": "number",
    "int_from_float": "integer",
    "list_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
}
_SIZES = {
    "too_short": ("too_small", "Array must contain at least {min_length} element(s)"),
    "too_long": ("too_big", "Array must contain at most {max_length} element(s)"),
    "string_too_short": ("too_small", "String must contain at least {min_length} character(s)"),
    "string_too_long": ("too_big", "String must contain at most {max_length} character(s)"),
    "greater_than": ("too_small", "Number must be greater than {gt}"),
    "greater_than_equal": ("too_small", "Number must be greater than or equal to {ge}"),
    "less_than_equal": ("too_big", "Number must be less than or equal to {le}"),
}


def parse(model: type[RequestT], body: JsonValue, *, also: Sequence[Issue] = ()) -> RequestT:
    """The request, or VALIDATION_ERROR with every issue: ``[{path, message, code}]``, ``field`` the first path.

    ``also`` are issues found before.
    """
    issues = list(also)
    try:
        request = model.model_validate(body)
    except ValidationError as error:
        issues += [_issue(fault) for fault in error.errors(include_url=False)]
    if issues:
        raise validation_problem(issues)
    return request


def validation_problem(issues: list[Issue]) -> Problem:
    """VALIDATION_ERROR over these issues."""
    details: dict[str, JsonValue] = {"issues": list(issues[:MOST_ISSUES])}
    if len(issues) > MOST_ISSUES:
        details["issueCount"] = len(issues)
    return Problem("VALIDATION_ERROR", field=issues[0]["path"], details=details)


def issue(path: str, message: str, code: str) -> Issue:
    return {"path": _cut(path, LONGEST_PATH), "message": _cut(message, LONGEST_MESSAGE), "code": code}


def _issue(fault: JsonMapping) -> Issue:
    path = _cut(".".join(str(part) for part in fault["loc"]), LONGEST_PATH)
    kind, context = str(fault["type"]), fault.get("ctx") or {}
    if kind == "missing":
        return issue(path, "Required", "invalid_type")
    if kind == "int_from_float" or (kind == "int_type" and kind_of(fault["input"]) == "number"):
        return issue(path, "Expected integer, received float", "invalid_type")
    if kind == "extra_forbidden":
        return issue(
            path,
            f"Unrecognized key(s) in object: '{_cut(str(fault['loc'][-1]), LONGEST_VALUE)}'",
            "unrecognized_keys",
        )
    if kind in _EXPECTED:
        return issue(path, f"Expected {_EXPECTED[kind]}, received {kind_of(fault['input'])}", "invalid_type")
    if kind in _SIZES:
        code, message = _SIZES[kind]
        return issue(path, message.format(**context), code)
    if kind in ("literal_error", "enum"):
        received = _cut(str(fault["input"]), LONGEST_VALUE)
        wanted = str(context["expected"]).replace(" or ", " | ").replace(", ", " | ")
        return issue(
            path, f"Invalid enum value. Expected {wanted}, received '{received}'", "invalid_enum_value"
        )
    return issue(path, str(fault["msg"]), kind)


def _cut(text: str, longest: int) -> str:
    """What a caller sent, at most so long: an answer is not longer than what it is about."""
    return text if len(text) <= longest else f"{text[:longest]}..."
