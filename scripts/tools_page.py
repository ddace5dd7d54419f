"""The tools of agents as the server lists them: ``docs/reference/tools.json``, one entry a tool."""

import json

from entrygo.surfaces.mcp.server import LISTED, TOOLS


def tools_page() -> str:
    """Every tool with its scope, what it does to the world, and the schema of its arguments."""
    found = [
        {
            "name": tool.name,
            "description": tool.description or "",
            "scope": TOOLS[tool.name].scope,
            "only_reads": TOOLS[tool.name].only_reads,
            "destroys": TOOLS[tool.name].destroys,
            "reaches_out": TOOLS[tool.name].reaches_out,
            "schema": tool.input_schema,
        }
        for tool in LISTED
    ]
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
