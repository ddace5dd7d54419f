"""Imported by the first process of tests: what its servers would each make anew, some seconds of processor a time."""

import gc
import importlib
import pkgutil

import entrygo
from entrygo.runtime.loading import kept_objects

IMPORTED_LATE = (
    "dbos._sys_db_sqlite",
    "dbos._sys_db_postgres",
    "uvicorn.loops.auto",
    "uvicorn.lifespan.on",
)


def _import_everything() -> None:
    """Everything a server imports, migrations excepted."""
    names = [module.name for module in pkgutil.walk_packages(entrygo.__path__, "entrygo.")]
    wanted = [name for name in names if ".migrations" not in name and not name.endswith("__main__")]
    for name in (*wanted, *IMPORTED_LATE):
        importlib.import_module(name)


def _make() -> None:
    """The command line, the console's pages, the patterns of routes, fonts and both descriptions of the API."""
    import typer
    from starlette.routing import compile_path

    from entrygo.cli import main
    from entrygo.documents.package import build_package
    from entrygo.surfaces.console.pages import ACTS, PAGES
    from entrygo.surfaces.console.rendering import templates
    from entrygo.surfaces.docs.routes import description_bytes
    from tests.rooms.documents.package_facts import full
    from tests.serving.event_payloads import watch

    watch()
    main.app = typer.main.get_command(main.app)  # type: ignore[assignment]  # built once, called alike
    for each in (*PAGES, *ACTS):
        compile_path(each.route)
    for template in templates().list_templates(extensions=["html"]):
        templates().get_template(template)
    build_package(full(), bytes(range(32)))
    for is_brief in (True, False):
        description_bytes(is_brief=is_brief)


with kept_objects():  # what is never looked through is not copied when a process is forked
    _import_everything()
    _make()
    gc.collect()
