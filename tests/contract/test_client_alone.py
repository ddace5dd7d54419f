"""The client as a distribution of its own: built, installed without the server beside it, and used."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Server

CLIENT = Path(__file__).resolve().parents[2] / "clients" / "python"
PARTS = ("httpx", "httpcore", "h11", "anyio", "certifi", "idna", "sniffio", "typing_extensions")
"""What httpx is made of: linked into the other environment, which has no registry to take it from."""

PROGRAM = """
import sys
from entrygo_client import EntryGo
warehouse, broker, product, external_id = sys.argv[1:]
client = EntryGo()
items = [{"productId": product, "quantity": 1, "unitValueUsd": 20}]
order = {"externalId": external_id, "destinationCountry": "US", "items": items}
order_id = client.orders.sync(items=[order])["data"][0]["id"]
planned = client.plan(warehouseId=warehouse, brokerId=broker, orderIds=[order_id])
client.execute(batchId=planned["exportId"], expectedPlanHash=planned["planHash"])
assert client.exports.wait(planned["exportId"])["brokerSubmission"]["status"] == "sent"
assert not any(name == "entrygo" or name.startswith("entrygo.") for name in sys.modules)
assert not any(name.startswith(("pydantic", "sqlalchemy", "fastapi")) for name in sys.modules)
print("done")
"""


@pytest.mark.slow
@pytest.mark.requirement("client:alone:wheel")
def test_the_wheel_works_where_the_server_is_not_installed(
    server: Server, goods: Sandbox, tmp_path: Path
) -> None:
    wheels, place = tmp_path / "wheels", tmp_path / "alone"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=CLIENT, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    site = place / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
    ]
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    for name in PARTS:
        source = _installed(name)
        if source is not None:
            (site / source.name).symlink_to(source)
    environment = {
        "ENTRYGO_SERVER": server.url,
        "ENTRYGO_API_KEY": goods.client.api_key,
        "PATH": os.environ["PATH"],
    }
    given = [goods.warehouse_id, goods.broker_id, goods.book_id, fresh("alone")]
    done = subprocess.run(
        [str(place / "bin" / "python"), "-c", PROGRAM, *given],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "done\n"
    assert "Requires-Dist: httpx>=0.28\n" in _metadata(site)


def _installed(name: str) -> Path | None:
    """Where a package of this environment is."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin


def _metadata(site: Path) -> str:
    (found,) = site.glob("entrygo_client-*.dist-info")
    return (found / "METADATA").read_text(encoding="utf-8")
