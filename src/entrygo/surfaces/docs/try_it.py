"""The form that tries an operation on this server, with a key of the reader's; without script it is not shown."""

import html
import json
from typing import Any

from entrygo.contract.examples import REQUESTS
from entrygo.surfaces.docs.reference.fields import Node
from entrygo.surfaces.http.description import resolved


def form_of(description: Node, operation: str) -> str:
    """The form of one operation, filled from its recorded example."""
    for path, item in description["paths"].items():
        for method, node in item.items():
            if node["operationId"] == operation:
                return _form(description, method.upper(), path, node)
    raise KeyError(operation)


def _form(description: Node, method: str, path: str, node: Node) -> str:
    given = [resolved(description, each) for each in node.get("parameters", ())]
    fields = [_field(each) for each in given if each["in"] in ("path", "query")]
    body = REQUESTS.get(node["operationId"])
    text = json.dumps(body, indent=2, ensure_ascii=False) if body is not None else ""
    area = (
        f'<label>Body<textarea name="body" rows="{min(16, text.count(chr(10)) + 2)}" spellcheck="false">'
        f"{html.escape(text)}</textarea></label>"
        if body is not None
        else ""
    )
    scope = node["security"][0]["bearer"][0]
    return (
        '<section class="try" hidden aria-labelledby="try-it"><h2 id="try-it">Try it</h2>'
        f'<form data-method="{method}" data-path="{html.escape(path)}" data-scope="{scope}">'
        '<label>Key<input name="key" type="password" autocomplete="off" placeholder="shpbndl_test_..." '
        "required></label>"
        '<p class="note">Kept in this tab alone, and sent to this server alone. Test keys send no mail.</p>'
        '<p class="live" hidden><strong>This is a live key.</strong> What you send happens.'
        '<label class="check"><input type="checkbox" name="live"> I mean it</label></p>'
        f"{''.join(fields)}{area}"
        f'<button type="submit">Send {method}</button></form>'
        '<div class="outcome" aria-live="polite"></div></section>'
    )


def _field(parameter: Any) -> str:  # Any: JSON
    name, place = html.escape(parameter["name"]), parameter["in"]
    needed = " required" if place == "path" else ""
    example = html.escape(str(parameter.get("example", "")))
    return (
        f'<label>{name} <span>{place}</span><input name="{name}" data-in="{place}" placeholder="{example}"{needed}>'
        "</label>"
    )
