"""Names of Schedule D ports of entry, where two sources agree on them; a code without one stands alone."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def port_names() -> Mapping[str, str]:
    """Code to name and state: ``0901`` to ``Buffalo-Niagara Falls, NY``."""
    names: dict[str, str] = json.loads(files(__package__).joinpath("ports.json").read_text(encoding="utf-8"))
    return names


def port_named(code: str) -> str:
    """A port as people read it: ``0901 Buffalo-Niagara Falls, NY``; the code alone where no name is held."""
    name = port_names().get(code)
    return f"{code} {name}" if name else code
