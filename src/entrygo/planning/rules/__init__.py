"""Every rule, one a file: the folder is the registry."""

import pkgutil
from importlib import import_module

from entrygo.planning.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (import_module(f"{__name__}.{module.name}").RULE for module in pkgutil.iter_modules(__path__)),
        key=lambda rule: rule.id,
    )
)
_BY_ID = {rule.id: rule for rule in RULES}


def by_id(rule_id: str) -> Rule:
    """The rule of that id (``PTY-001``). Raises ``KeyError`` where there is none."""
    return _BY_ID[rule_id]
