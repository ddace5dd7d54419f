"""An example call of every endpoint that answers JSON, by operation, as a real server answered it.

``make golden`` records them anew (``tests/golden/example_calls.py``), under ids, hashes and instants that stay.
"""

from collections.abc import Mapping
from importlib.resources import files

import orjson

from entrygo.contract.canonical import JsonObject

_CALLS: Mapping[str, JsonObject] = orjson.loads((files("entrygo.contract") / "examples.json").read_bytes())
REQUESTS: Mapping[str, JsonObject] = {
    name: call["request"] for name, call in _CALLS.items() if "request" in call
}
ANSWERS: Mapping[str, JsonObject] = {name: call["answer"] for name, call in _CALLS.items()}
