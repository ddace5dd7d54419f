"""Which commands make a home: a command typed in the wrong folder says that nothing is there, and leaves it so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from tests.rooms.cli.test_command_line import COMMANDS

MAKERS = {"serve", "migrate", "account create", "demo", "restore"}
OFFLINE = {
    "docs build", "docs show", "docs search", "verify-plan", "verify-package", "version", "mid build", "mid check",
    "profiles", "logout", "classify eval",
}  # fmt: skip
"""What looks at files it is given, and at neither a home nor a server."""
SHOP = ["--token", "x"]
WOO = ["--consumer-key", "x", "--consumer-secret", "x"]
SERVER = "http://127.0.0.1:9"
AT_A_SERVER = {
    "plan": ["ord_1", "--warehouse", "wh_1", "--broker", "br_1"],
    "execute": ["batch_1"],
    "inspect": ["batch_1"],
    "diff": ["batch_1"],
    "products suggest": [],
    "api": ["GET", "/api/orders"],
    "conformance": [SERVER],
    "listen": ["--forward-to", "http://127.0.0.1:9/hook"],
    "outbox": [],
    "describe": [],
    "events tail": [],
    "open": ["--print"],
    "login": [],
    "connect shopify": ["--shop", "maple.myshopify.com", *SHOP],
    "connect woocommerce": ["--url", "https://maple.example", *WOO],
}
"""What speaks to a server alone: a command that is neither here nor offline works on a home."""
ARGUMENTS = {
    "key create": ["--account", "acc_1"],
    "key rotate": ["key_1"],
    "key revoke": ["key_1"],
    "key policy": ["key_1"],
    "person create": ["ann@maple.example", "--account", "acc_1", "--role", "admin", "--name", "Ann"],
    "person invite": ["ann@maple.example", "--account", "acc_1", "--role", "admin"],
    "person reset": ["ann@maple.example"],
    "person disable": ["ann@maple.example"],
    "products import": [__file__],
    "orders import": [__file__],
    "backup": ["/nowhere/backup"],
    "tariff load": [__file__],
    "law load": ["shipped"],
    "law save": ["/nowhere/law.zip"],
    "law diff": ["shipped", "current"],
    "rates load": [__file__],
    "screening load": [__file__],
    "classify build": ["--rulings", __file__],
}


def on_a_home() -> list[str]:
    return sorted({str(each.id) for each in COMMANDS} - MAKERS - OFFLINE - set(AT_A_SERVER) - {"doctor"})


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("command", [*on_a_home(), "restore --held"])
def test_a_command_without_a_home_says_where_it_looked_and_makes_none(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ENTRYGO_SERVER", "ENTRYGO_DATABASE_URL", "ENTRYGO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "nothing"
    given = [*command.split(), *ARGUMENTS.get(command, [])]
    done = CliRunner().invoke(app, [*given, "--json"], env={"ENTRYGO_HOME": str(home)})
    assert done.exit_code == 1, done.output
    answer = json.loads(done.stdout)
    assert (answer["errorCode"], answer["details"]) == ("NO_HOME", {"home": str(home)}), answer
    assert str(home) in answer["message"]
    assert not home.exists()
    words = CliRunner().invoke(app, given, env={"ENTRYGO_HOME": str(home)})
    assert (words.exit_code, words.stdout) == (1, "")
    assert str(home) in words.stderr
    assert not home.exists()


def test_doctor_looks_at_a_home_that_is_not_there_and_leaves_it_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["doctor", "--json"], env={"ENTRYGO_HOME": str(tmp_path / "nothing")})
    assert done.exit_code == 1
    assert not (tmp_path / "nothing").exists()


def test_a_person_is_told_on_which_home_a_command_works(tmp_path: Path) -> None:
    home = {"ENTRYGO_HOME": str(tmp_path / "home")}
    made = CliRunner().invoke(app, ["account", "create", "--name", "Maple"], env=home)
    assert made.exit_code == 0
    for said in (made, CliRunner().invoke(app, ["account", "list"], env=home)):
        assert f"Home {tmp_path / 'home'}" in said.stderr
        assert "Home" not in said.stdout


class Said(Exception):
    """Where a command works, which it says before it does anything."""


def saying(where: str) -> None:
    raise Said(where)


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("command", on_a_home())
def test_every_command_on_a_home_says_first_which(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ENTRYGO_SERVER", "ENTRYGO_DATABASE_URL", "ENTRYGO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "entrygo.db").touch()
    monkeypatch.setattr("entrygo.cli.output.say_where", saying)
    given = [*command.split(), *ARGUMENTS.get(command, [])]
    done = CliRunner().invoke(app, given, env={"ENTRYGO_HOME": str(tmp_path)})
    assert isinstance(done.exception, Said), f"{done.output} {done.exception!r}"
    assert str(done.exception) == f"Home {tmp_path}"


EITHER = {
    "products import": [__file__, "--server", SERVER],
    "orders import": [__file__, "--server", SERVER],
}


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("command", [*AT_A_SERVER, *EITHER])
def test_every_command_at_a_server_says_first_which(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("conformance", "connection", "describing", "import_file"):
        monkeypatch.setattr(f"entrygo.cli.{module}.say_where", saying)
    environment = {"ENTRYGO_SERVER": SERVER, "ENTRYGO_API_KEY": "shpbndl_test_1", "HOME": str(tmp_path)}
    given = [*command.split(), *(AT_A_SERVER | EITHER)[command]]
    done = CliRunner().invoke(app, given, env=environment)
    assert isinstance(done.exception, Said), f"{done.output} {done.exception!r}"
    assert str(done.exception) == f"Server {SERVER}"


def test_every_command_is_known_to_work_on_a_home_at_a_server_or_offline() -> None:
    known = {str(each.id) for each in COMMANDS}
    assert MAKERS | OFFLINE | set(AT_A_SERVER) | set(EITHER) | set(ARGUMENTS) <= known
