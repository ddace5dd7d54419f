"""Makes ``.venv`` hold exactly what the lock says, and says what it is doing.

Standard library only, as it runs before anything is installed; ``scripts/setup.sh`` finds it a Python.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCKS = {
    "runtime": ("requirements/runtime.txt",),
    "dev": ("requirements/dev.txt",),
    "cluster": ("requirements/dev.txt", "requirements/cluster.txt"),
}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Programs of the system that draw pages, the cheapest first: the shell has no windows, menus or profile to keep."""
STARTED = time.monotonic()


def fingerprint(profile: str) -> str:
    """Everything an installation depends on: the locks, the project's own metadata, the place, the Python."""
    digest = hashlib.sha256(f"{ROOT}\n{sys.version_info[:2]}\n".encode())
    own = ("pyproject.toml", "hatch_build.py", "web/package-lock.json", "scripts/bootstrap.py")
    for name in ("requirements/uv.txt", *LOCKS[profile], *own):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp(profile: str) -> Path:
    """Where the fingerprint of the last finished installation is kept."""
    return VENV / f".installed-{profile}"


def is_current(profile: str) -> bool:
    """Whether the environment already holds this profile; the tests' ones hold the runtime's too."""
    profiles = tuple(LOCKS) if profile == "runtime" else (profile,)
    return any(stamp(name).is_file() and stamp(name).read_text() == fingerprint(name) for name in profiles)


def say(line: str) -> None:
    """One line a step, with the seconds since the start."""
    print(f"setup [{time.monotonic() - STARTED:5.1f} s] {line}", flush=True)


def run(*command: str | Path, environment: dict[str, str] | None = None) -> bool:
    """Whether the command succeeded; what it printed is shown only when it did not."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(
            f"  $ {' '.join(str(part) for part in command)}\n{done.stdout}{done.stderr}",
            file=sys.stderr,
            flush=True,
        )
    return done.returncode == 0


def make_environment() -> None:
    """A fresh ``.venv`` unless a working one of this Python is there."""
    wanted = f"{sys.version_info[0]}.{sys.version_info[1]}"
    probe = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    if PYTHON.exists():
        found = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
        if found.stdout.strip() == wanted:
            return
    say(f"making the environment .venv with Python {wanted}")
    if not run(sys.executable, "-m", "venv", "--clear", VENV):
        sys.exit(
            "setup: the environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"
        )


def install(profile: str) -> None:
    """The locked packages, by uv where it runs, else by pip; then the project, editable."""
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    say("installing the installer (uv)")
    by_uv = run(*pip, "--require-hashes", "-r", "requirements/uv.txt") and run(UV, "--version")
    installers: list[tuple[str | Path, ...]] = [pip]
    if by_uv:
        installers.insert(0, (UV, "pip", "install", "--quiet", "--python", PYTHON))
    locked = [part for lock in LOCKS[profile] for part in ("-r", lock)]
    own = "installing the project itself, editable, with the console's htmx, font and icons"
    steps = (
        (f"installing the locked packages ({', '.join(LOCKS[profile])})", ("--require-hashes", *locked)),
        (own, ("--no-deps", "--no-build-isolation", "--editable", ".")),
    )
    for line, arguments in steps:
        say(line)
        if not any(run(*installer, *arguments) for installer in installers):
            sys.exit("setup: a step failed; what it said stands above")


def compile_imports(profile: str) -> None:
    """Bytecode of what a start imports, also where PYTHONDONTWRITEBYTECODE would have each start compile it again."""
    say("compiling what a start imports")
    writing = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    run(PYTHON, "-c", "import entrygo.cli.main, entrygo.runtime.serve", environment=writing)
    if profile != "runtime":
        run(PYTHON, "-m", "pytest", "--collect-only", "tests/rooms/test_context.py", environment=writing)


def browser_path() -> str | None:
    """The system's browser that the tests and the gallery are drawn with; None leaves it to Playwright's own."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def provide_browser() -> None:
    """A browser for the browser tests: the system's, else Debian's, else Playwright's, else none."""
    if found := browser_path():
        say(f"browser: {found}")
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("browser: installing Debian's chromium (a minute or two)")
        apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300")
        install = (*apt, "install", "-y", "--no-install-recommends")
        if run(*apt, "update") and any(run(*install, name) for name in BROWSERS[:2]):
            return
    say("browser: trying Playwright's own chromium")
    if not run("timeout", "300", PYTHON, "-m", "playwright", "install", "--only-shell", "chromium"):
        say("browser: none could be had, so the browser tests will be skipped (install chromium)")


def main() -> int:
    """Set up one profile; with ``--is-current`` only answer, by the exit code, whether it is set up."""
    profile = sys.argv[-1]
    if profile not in LOCKS:
        sys.exit(f"setup: unknown profile {profile!r}; known: {', '.join(LOCKS)}")
    if "--is-current" in sys.argv:
        return 0 if is_current(profile) else 1
    make_environment()
    install(profile)
    compile_imports(profile)
    if profile == "dev":
        provide_browser()
    stamp(profile).write_text(fingerprint(profile))
    say("ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
