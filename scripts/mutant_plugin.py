"""A plugin of pytest that imports one changed module in place of the one on disk; ``scripts.mutants`` names it."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from types import ModuleType


class ChangedModule(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the one module that ``ENTRYGO_MUTANT`` names, and runs ``ENTRYGO_MUTANT_SOURCE`` as its source."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A spec for that module alone."""
        if fullname != os.environ.get("ENTRYGO_MUTANT"):
            return None
        return importlib.util.spec_from_loader(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        source = os.environ["ENTRYGO_MUTANT_SOURCE"]
        exec(compile(source, module.__name__, "exec"), module.__dict__)


sys.meta_path.insert(0, ChangedModule())
