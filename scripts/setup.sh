#!/bin/sh
# Finds a Python, then lets bootstrap.py do the work. Usage: scripts/setup.sh runtime|dev|cluster
# When .venv already holds what the lock says this returns at once.
set -eu
cd "$(dirname "$0")/.."
profile="${1:-dev}"

if [ -x .venv/bin/python ] && .venv/bin/python -I -S scripts/bootstrap.py --is-current "$profile" 2>/dev/null; then
    exit 0
fi

found=""
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    found="$candidate"
    "$candidate" -c 'import ensurepip, venv' 2>/dev/null && exec "$candidate" scripts/bootstrap.py "$profile"
done

if [ -n "$found" ]; then
    echo "setup: $found has no venv or ensurepip. On Debian and Ubuntu: apt-get install python3-venv" >&2
else
    echo "setup: no Python 3.11 or newer was found. Install one, or name it: make setup PYTHON=/path/to/python3" >&2
fi
exit 1
