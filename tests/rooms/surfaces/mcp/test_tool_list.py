"""The list of tools: small, sorted, the same at every call, and true about what each does."""

import re

import orjson

from entrygo.surfaces.mcp.documents import PROMPTS, TEMPLATES, prompt
from entrygo.surfaces.mcp.server import LISTED, TOOLS


def test_the_whole_list_is_small_sorted_and_well_named() -> None:
    tools = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in LISTED]
    assert len(orjson.dumps({"tools": tools})) <= 16_000, "an agent reads it at every start"
    names = [tool["name"] for tool in tools]
    assert names == sorted(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]{1,128}", name) for name in names)


def test_what_a_tool_hints_is_what_its_scope_allows() -> None:
    for listed in LISTED:
        tool = TOOLS[listed.name]
        assert listed.annotations is not None
        assert listed.annotations.read_only_hint == (tool.scope == "read")
        assert listed.annotations.open_world_hint == (tool.scope == "execute")
    assert not {"approve", "keys", "policy"} & {name.partition("_")[2] for name in TOOLS}


def test_no_tool_takes_an_idempotency_key_or_an_account() -> None:
    said = orjson.dumps([tool.input_schema for tool in LISTED]).decode().casefold()
    assert "idempotency" not in said
    assert "accountid" not in said


def test_every_prompt_names_tools_that_exist() -> None:
    for _, _, words in PROMPTS.values():
        named = set(
            re.findall(r"\b(?:exports|products|orders|parties|submissions|reference|customs)_\w+", words)
        )
        assert named <= set(TOOLS)
    assert prompt("fix_blocked_export", {}) is None
    assert prompt("no_such", {}) is None


def test_every_kind_of_resource_has_a_reader() -> None:
    from entrygo.surfaces.mcp import documents

    assert {uri.partition(":")[0] for uri, *_ in TEMPLATES} == set(documents._READERS)
