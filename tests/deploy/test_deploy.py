"""The files of ``deploy/``: what they name exists, and what they promise to one another holds."""

import configparser
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from entrygo.settings import Settings
from entrygo.telemetry.metrics import Metrics
from tests.conftest import NOT_TRIED
from tests.serving.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
OF_THE_SCRAPE = {
    "entrygo_build_info",
    "entrygo_node_info",
    "entrygo_ready",
    "entrygo_database_up",
    "entrygo_schema_info",
    "entrygo_exports",
    "entrygo_mails",
    "entrygo_webhook_deliveries",
} | {
    f"entrygo_{queue}_owed{what}"
    for queue in ("executions", "corrections", "mails")
    for what in ("", "_oldest_seconds")
}


def told() -> set[str]:
    """Every series a node tells."""
    counted = {
        f"{family.name}{suffix}"
        for family in Metrics().registry.collect()
        for suffix in {
            "counter": ("_total",),
            "histogram": ("", "_bucket", "_count", "_sum"),
        }.get(family.type, ("",))
    }
    return counted | OF_THE_SCRAPE


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())  # type: ignore[no-any-return]  # what YAML holds


def unit(name: str) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # as the library says
    parsed.read_string((DEPLOY / "systemd" / name).read_text())
    return parsed


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DEPLOY)))
def test_every_variable_is_a_setting(path: Path) -> None:
    known = {f"ENTRYGO_{name.upper()}" for name in Settings.model_fields} | {"ENTRYGO_ROLE_PASSWORD"}
    assert set(re.findall(r"\bENTRYGO_[A-Z0-9_]+", path.read_text())) <= known


@pytest.mark.parametrize(
    "path",
    [*sorted(DEPLOY.glob("prometheus/*")), ROOT / "docs/how-to/operate.md", ROOT / "docs/how-to/grow.md"],
    ids=lambda path: path.name,
)
def test_every_metric_named_is_told(path: Path) -> None:
    named = set(re.findall(r"\bentrygo_[a-z_]+[a-z]\b", path.read_text()))
    assert named <= told(), named - told()


def test_every_metric_told_is_documented() -> None:
    page = (ROOT / "docs/how-to/operate.md").read_text()
    bare = {re.sub(r"_(bucket|count|sum|total)$", "", name) for name in told() if name.startswith("entrygo_")}
    assert {name for name in bare if name not in page} == set()


def test_the_settings_of_each_node_are_settings_that_can_be_read(compose: dict[str, Any]) -> None:
    example = dict(
        line.split("=", 1)
        for line in (DEPLOY / "compose/env.example").read_text().splitlines()
        if line and not line.startswith("#")
    )
    nodes = {name: each for name, each in compose["services"].items() if name.startswith("entrygo-")}
    assert len({each["environment"]["ENTRYGO_NODE_ID"] for each in nodes.values()}) == len(nodes) == 3
    for each in nodes.values():
        given = {
            name.removeprefix("ENTRYGO_").lower(): re.sub(
                r"\$\{(\w+)(?::[?-][^}]*)?\}", lambda found: example[found[1]], str(value)
            )
            for name, value in each["environment"].items()
            if name.startswith("ENTRYGO_")
        }
        read = Settings(**given)  # type: ignore[arg-type]  # text, as from the environment
        assert read.database.startswith("postgresql://entrygo:")
        assert read.artifacts.startswith("s3://")
        assert read.stop_notice_seconds > 0
        assert 2 * read.drain_seconds + read.stop_notice_seconds < int(
            each["stop_grace_period"].removesuffix("s")
        )


def test_the_variables_of_the_composition_are_those_of_its_example(compose: dict[str, Any]) -> None:
    text = (DEPLOY / "compose/compose.yaml").read_text()
    example = (DEPLOY / "compose/env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+)", text))
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert ".env" not in {path.name for path in FILES}


def test_what_a_service_depends_on_and_mounts_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, each in services.items():
        assert set(each.get("depends_on", ())) <= set(services), name
        for waited, how in each["depends_on"].items() if isinstance(each.get("depends_on"), dict) else ():
            assert how["condition"] == "service_healthy"
            assert "healthcheck" in services[waited]
        for volume in each.get("volumes", ()):
            source = volume.split(":")[0]
            where = DEPLOY / "compose" / source
            assert where.is_file() if source.startswith(".") else source in compose["volumes"], volume
    proxied = re.search(r"reverse_proxy (.*) \{", (DEPLOY / "compose/Caddyfile").read_text())
    assert proxied
    upstreams = proxied[1].split()
    assert upstreams == [f"{name}:3000" for name in services if name.startswith("entrygo-")]


def test_the_nodes_connections_fit_the_database(compose: dict[str, Any]) -> None:
    from entrygo.runtime.wiring import WORKER_THREADS
    from entrygo.store.database import POOL_SIZE

    a_node = 2 * POOL_SIZE + WORKER_THREADS + 6 + 2  # the pool, the runs' own, lease and watch
    command = " ".join(compose["services"]["postgres"]["command"])
    allowed = re.search(r"max_connections=(\d+)", command)
    assert allowed
    assert 3 * a_node + 3 <= int(allowed[1])


def test_the_image_holds_the_locked_packages_and_no_root() -> None:
    lines = (DEPLOY / "compose/Dockerfile").read_text()
    assert "--require-hashes -r requirements/runtime.txt" in lines
    assert lines.rindex("USER entrygo") > lines.rindex("RUN ")
    for copied in re.findall(r"^COPY (?!--from)(.*) \S+$", lines, re.MULTILINE):
        for source in copied.split():
            assert (ROOT / source).exists(), source


def test_every_image_is_one_image_by_tag_and_digest(compose: dict[str, Any]) -> None:
    dockerfile = (DEPLOY / "compose/Dockerfile").read_text()
    built = {each["image"] for each in compose["services"].values() if "build" in each}
    named = {each["image"] for each in compose["services"].values()} - built
    named |= set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE))
    assert built == {"entrygo"}
    assert len(named) == 4
    for image in named:
        assert re.fullmatch(r"[a-z/]+:[0-9][\w.-]*@sha256:[0-9a-f]{64}", image), image


def docker(*arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=seconds
    )


def is_docker_here() -> bool:
    return shutil.which("docker") is not None and docker("info", seconds=60).returncode == 0


@pytest.fixture
def image() -> Iterator[str]:
    """The image, built from this tree; where no Docker answers, that nothing was built or started is said."""
    if not is_docker_here():
        pytest.skip(f"{NOT_TRIED} no Docker answers here, so the image and the composition were not started")
    for base in sorted(
        set(re.findall(r"^FROM (\S+)", (DEPLOY / "compose/Dockerfile").read_text(), re.MULTILINE))
    ):
        if docker("pull", "-q", base, seconds=900).returncode != 0:
            pytest.skip(f"{NOT_TRIED} {base.split('@')[0]} cannot be pulled here, so the image was not built")
    tag = f"entrygo-test-{uuid4().hex[:8]}"
    done = docker("build", "-q", "-f", "deploy/compose/Dockerfile", "-t", tag, ".", seconds=1800)
    assert done.returncode == 0, done.stderr[-4000:]
    yield tag
    docker("rmi", "-f", tag, seconds=120)


def test_the_image_is_built_and_serves_as_nobody(image: str) -> None:
    name = f"{image}-serve"
    started = docker(
        "run", "-d", "--rm", "--read-only", "--tmpfs", "/tmp", "--name", name, image, seconds=120
    )
    assert started.returncode == 0, started.stderr
    try:
        health = "{{.State.Health.Status}}"
        wait_until(
            lambda: docker("inspect", "-f", health, name, seconds=60).stdout.strip(),
            lambda status: status == "healthy",
            seconds=180,
            why=lambda status: f"{status}: {docker('logs', name, seconds=60).stderr[-2000:]}",
        )
        assert docker("exec", name, "id", "-u", seconds=60).stdout.strip() == "10001"
        made = docker("exec", name, "entrygo", "account", "create", "--name", "Maple", "--json", seconds=120)
        assert '"accountId"' in made.stdout, made.stderr
    finally:
        docker("rm", "-f", name, seconds=120)


def test_the_composition_is_started(image: str, tmp_path: Path) -> None:
    if docker("compose", "version", seconds=60).returncode != 0:
        pytest.skip(f"{NOT_TRIED} docker compose is not here, so the composition was not started")
    example = tmp_path / ".env"
    example.write_text((DEPLOY / "compose/env.example").read_text())
    composed = ("compose", "-p", image, "--env-file", str(example), "-f", "deploy/compose/compose.yaml")
    try:
        up = docker(*composed, "up", "--build", "-d", "--wait", "--wait-timeout", "300", seconds=2400)
        assert up.returncode == 0, up.stderr[-4000:]
        made = docker(
            *composed,
            "exec",
            "-T",
            "entrygo-2",
            "entrygo",
            "account",
            "create",
            "--name",
            "M",
            "--json",
            seconds=180,
        )
        assert '"accountId"' in made.stdout, made.stderr
    finally:
        docker(*composed, "down", "-v", seconds=300)


def test_the_unit_waits_longer_than_a_stop_takes_and_kills_no_worker_early() -> None:
    service = unit("entrygo.service")["Service"]
    text = (DEPLOY / "systemd/entrygo.service").read_text()
    given = {
        name.lower(): value
        for name, value in re.findall(r"^Environment=ENTRYGO_(\w+)=(.*)$", text, re.MULTILINE)
    }
    read = Settings(**given)  # type: ignore[arg-type]  # text, as from the environment
    assert service["Type"] == "notify"
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) > 2 * read.drain_seconds + read.stop_notice_seconds
    assert int(service["WatchdogSec"]) > 30


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in (DEPLOY / "systemd").iterdir():
        (tmp_path / path.name).write_text(
            path.read_text().replace("/usr/local/entrygo/bin/entrygo", "/bin/true")
        )
    units = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False, timeout=60
    )
    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "entrygo" in line]
    assert complaints == []
