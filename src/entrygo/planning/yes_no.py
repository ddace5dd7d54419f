"""Yes-or-no questions about a product that its attributes may answer."""

from entrygo.contract.facts import Product
from entrygo.planning.product_facts import plain_key, plain_keys


def answer(product: Product, *keys: str) -> bool | None:
    """What the attributes say under one of these keys, however spelled: yes, no, or ``None`` for no answer."""
    wanted = plain_keys(keys)
    for key, value in product.attributes.items():
        if plain_key(key) in wanted:
            said = _said(value)
            if said is not None:
                return said
    return None


def is_answered(product: Product, *keys: str) -> bool:
    """Whether the attributes answer the question either way."""
    return answer(product, *keys) is not None


def _said(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower() if value is not None else ""
    if text in {"no", "n", "false", "none", "0", "not", "never"}:
        return False
    return bool(text) or None
