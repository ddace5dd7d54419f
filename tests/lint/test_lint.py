"""Each lint rule catches a seeded bad file, leaves its good twin alone, and tells the right call."""

from pathlib import Path

import pytest

from scripts.lint.__main__ import ALLOWED, RULES, faults, report
from scripts.lint.model import Tree

HOST = "files.python" + "hosted.org"
REASON = "# type: ignore[arg-type]  # the library's stub is wrong"
RECORD = "\n".join(
    f"## {part}\ntext" for part in ("Context", "Decision", "Consequences", "Alternatives", "Files")
)
SETTINGS = "src/entrygo/settings.py"
COMMANDS = "src/entrygo/cli/main.py"
PROBLEMS = "src/entrygo/contract/problems.py"
ARTIFACT = "src/entrygo/documents/artifacts/cci_csv.py"
RULE_FILE = "src/entrygo/planning/rules/importer_of_record_missing.py"
MONEY = "src/entrygo/planning/costs.py"
TEMPLATE = "src/entrygo/surfaces/console/templates/pages/a.html"
LOCK = "requirements/dev.txt"

# rule, path, bad text, good text
SEEDED = [
    ("file-length", "src/a.py", "x = 1\n" * 501, "x = 1\n" * 250),
    ("function-length", "src/a.py", "def f():\n" + "    x = 1\n" * 60, "def f():\n" + "    x = 1\n" * 59),
    ("positional-parameters", "src/a.py", "def f(a, b, c, d, e, g): ...", "def f(a, b, *, c, d, e, g): ..."),
    ("module-names", "src/entrygo/store/utils.py", "", None),
    ("module-names", "src/entrygo/helpers/rows.py", "", None),
    ("trade-words", "src/entrygo/documents/told.py", "", None),
    ("trade-words", "src/entrygo/http/door/key.py", "", None),
    ("trade-words", "tests/rooms/http/test_watched_ports.py", "", None),
    ("bounded-waits", "tests/a.py", "time.sleep(1)", "wait_until(server.is_ready)"),
    ("bounded-waits", "tests/a.py", "await asyncio.sleep(0.1)", "await asyncio.sleep(0)"),
    ("unknown-is-not-zero", MONEY, "d = value * (rate or 0)", "d = None if rate is None else value * rate"),
    ("unknown-is-not-zero", MONEY, "d = duty or Decimal(0)", "d = duty or other"),
    ("unknown-is-not-zero", MONEY, "d = a - b or ZERO", "d = sums.get(key, Decimal(0))"),
    ("exact-money", MONEY, "FEE = 18.5", 'FEE = Decimal("18.5")'),
    ("exact-money", MONEY, "fee = float(text)", "fee = Decimal(text)"),
    ("exact-money", MONEY, "S = 0.5", "S = 0.5  # lint: allow exact-money -- a share, not an amount"),
    ("ignore-reasons", "src/a.py", "x = f(1)  # type: ignore", f"x = f(1)  {REASON}"),
    ("ignore-reasons", "src/a.py", "x = f(1)  # type: ignore[arg-type]", f"x = f(1)  {REASON}"),
    ("any-reasons", "src/a.py", "def f(x: Any) -> None: ...", "def f(x: Any) -> None: ...  # Any: rows vary"),
    ("repeated-names", "src/a.py", 'def get_order(id):\n    """One order."""', 'def f():\n    """Cents."""'),
    (
        "repeated-names",
        "src/a.py",
        'class Orders:\n    """The orders."""',
        'class Orders:\n    """In one call."""',
    ),
    ("machine-paths", "docs/a.md", "look into /home/someone/project", "look into ./project and /api/home/x"),
    ("registry-hosts", "docs/a.md", f"get it from {HOST}", "pip install entrygo"),
    ("foreign-words", "docs/a.md", "co-authored-by: someone", "Written by its maintainers."),
    ("lock-addresses", LOCK, f"--index-url https://{HOST}", "a==1 \\\n    --hash=sha256:00"),
    (
        "lock-addresses",
        LOCK,
        "a @ file:///a.whl \\\n    --hash=sha256:00",
        "a==1 ; x == 'y' \\\n    --hash=sha256:00",
    ),
    ("lock-addresses", LOCK, "a==1", "a==1 \\\n    --hash=sha256:00"),
    ("inline-parts", TEMPLATE, '<button onclick="send()">', '<button data-does="send">'),
    ("inline-parts", TEMPLATE, '<p style="color: red">', '<p class="tone-blocked">'),
    ("inline-parts", TEMPLATE, "<script>send()</script>", '<script type="module" src="a.js"></script>'),
    ("inline-parts", TEMPLATE, '<p hx-trigger="click[ctrlKey]">', '<p hx-trigger="changed">'),
    ("unknown-in-templates", TEMPLATE, "{{ row.duty or 0 }}", "{{ row.duty|usd }}"),
    ("record-length", "docs/decisions/0001-a.md", RECORD + "\nx" * 60, RECORD),
    ("record-length", "docs/decisions/0001-a.md", "## Context\n", RECORD),
    ("record-length", "CONTRIBUTING.md", "x\n" * 151, "x\n" * 150),
    ("documented-settings", SETTINGS, "class Settings(BaseSettings):\n    node_id: str", None),
    ("documented-commands", COMMANDS, '@app.command("serve")\ndef _serve() -> None: ...', None),
    ("documented-commands", COMMANDS, "@app.command()\ndef verify_plan() -> None: ...", None),
    ("documented-errors", PROBLEMS, 'X = Problem("PLAN_CHANGED")', None),
    ("documented-artifacts", ARTIFACT, 'ARTIFACT = Artifact(artifact_type="cci_csv")', None),
    ("documented-rules", RULE_FILE, 'RULE = Rule(id="PTY-001")', None),
]
DOCUMENTED = "ENTRYGO_NODE_ID `serve` verify-plan PLAN_CHANGED cci_csv PTY-001"


def found(root: Path, rule: str) -> list[str]:
    """What a rule finds as an error under a folder."""
    (checked,) = (each for each in RULES if each.name == rule)
    return [fault.what for fault in faults(Tree(root), checked) if not fault.warning]


def write(root: Path, path: str, text: str) -> None:
    """A file under the folder."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


@pytest.mark.parametrize(("rule", "path", "bad", "good"), SEEDED)
def test_a_rule_catches_the_seeded_bad_file_and_only_it(tmp_path, rule, path, bad, good):
    write(tmp_path, path, bad)
    assert found(tmp_path, rule)
    if good is not None:
        write(tmp_path, path, good)
    elif rule.startswith("documented-"):
        write(tmp_path, "docs/reference/page.md", DOCUMENTED)
    else:
        (tmp_path / path).unlink()
    assert not found(tmp_path, rule)


def test_every_rule_has_a_seeded_bad_file():
    assert {rule.name for rule in RULES} == {rule for rule, *_ in SEEDED}


def test_an_opt_out_needs_a_reason_and_the_right_rule(tmp_path):
    for comment in ("# lint: allow exact-money", "# lint: allow any-reasons -- not that rule"):
        write(tmp_path, MONEY, f"S = 0.5  {comment}")
        assert found(tmp_path, "exact-money")


def test_the_report_counts_the_faults_and_gives_the_advice(tmp_path, capsys):
    write(tmp_path, MONEY, "FEE = 18.5")
    assert report(Tree(tmp_path), warnings=False) == 1
    printed = capsys.readouterr().out
    assert f"{MONEY}:1: float literal 18.5" in printed
    assert 'Decimal("18.5")' in printed


def test_what_is_allowed_names_a_rule_there_is():
    assert {allowance.rule for allowance in ALLOWED} <= {rule.name for rule in RULES}


@pytest.mark.slow  # `make check`, which comes before any test, finds the same and more
def test_the_lint_rules_do_not_break_themselves():
    root = Path(__file__).resolve().parents[2]
    assert not [
        f"{rule.name}: {fault.path}:{fault.line}: {fault.what}"
        for rule in RULES
        for fault in faults(Tree(root), rule)
        if fault.path.startswith(("scripts/", "tests/lint/", "requirements/")) and not fault.warning
    ]
