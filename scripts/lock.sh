#!/bin/sh
# Writes the lock: versions and hashes only. No index, address or path of this machine gets in:
# index and link options are not emitted, and a lint rule reads the result.
set -eu
cd "$(dirname "$0")/.."
lock() {
    echo "lock: $2" >&2
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header ${UPGRADE:+--upgrade} \
        "$@"
}
lock -o requirements/uv.txt requirements/uv.in
lock -o requirements/dev.txt --extra traces --extra encoder --group build --group dev pyproject.toml
lock -o requirements/runtime.txt --extra traces --group build --constraint requirements/dev.txt pyproject.toml
lock -o requirements/cluster.txt --group cluster --constraint requirements/dev.txt
