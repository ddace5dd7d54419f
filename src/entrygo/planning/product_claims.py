"""What the lines of a product claim together."""

from entrygo.contract.facts import Product
from entrygo.planning.rule import Case
from entrygo.tariff.provisions import claimed


def is_for_repairs(case: Case, product: Product) -> bool:
    """Whether a product's preference is claimed for repairs alone: its own origin and certification then do not count.

    19 CFR 181.64: goods repaired or altered in Canada or Mexico return free of duty whatever their origin.
    """
    items = case.items_with(product.id)
    provisions = [claimed(item.claim, product.hs_code or "", case.tariff.provisions) for item in items]
    return bool(items) and all(each is not None and product.spi in each.free_for for each in provisions)
