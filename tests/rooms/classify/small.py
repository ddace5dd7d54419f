"""A schedule of a few headings, and examples enough to learn from: an edition that is built in a second."""

from functools import lru_cache

from entrygo.classify.build import Built, build
from entrygo.classify.corpus import ExampleRow, ScheduleRow
from entrygo.classify.edition import Edition, open_edition

_TSHIRTS = "T-shirts, singlets, tank tops and similar garments, knitted or crocheted"
_CASES = "Trunks, suitcases, handbags, wallets, purses and similar containers"
_POTTERY = "Ceramic tableware, kitchenware and other household articles"
_FLASKS = "Vacuum flasks and other vacuum vessels"
_SHOES = "Footwear with outer soles and uppers of rubber or plastics"
SCHEDULE = tuple(
    ScheduleRow(code=code, path=path)
    for code, path in {
        "6109100012": (_TSHIRTS, "Of cotton", "Men's or boys'", "T-shirts", "Men's (338)"),
        "6109100040": (_TSHIRTS, "Of cotton", "Women's or girls'", "T-shirts", "Women's (339)"),
        "6109901007": (_TSHIRTS, "Of other textile materials", "Of man-made fibers", "Men's or boys'"),
        "6109901050": (_TSHIRTS, "Of other textile materials", "Of man-made fibers", "Women's or girls'"),
        "4202216000": (_CASES, "Handbags", "With outer surface of leather", "Valued not over $20 each"),
        "4202219000": (_CASES, "Handbags", "With outer surface of leather", "Valued over $20 each"),
        "4202316000": (_CASES, "Articles carried in the pocket or handbag", "With outer surface of leather"),
        "4202321000": (_CASES, "Articles carried in the pocket or handbag", "With outer surface of plastic"),
        "6912004400": (_POTTERY, "Tableware and kitchenware", "Mugs and other steins"),
        "6912005000": (_POTTERY, "Other"),
        "9617001000": (_FLASKS, "Having a capacity not exceeding 1 liter"),
        "9617004000": (_FLASKS, "Having a capacity exceeding 2 liters"),
        "6402199031": (_SHOES, "Sports footwear", "Valued over $12/pair", "For men"),
        "6402997900": (_SHOES, "Other", "Valued over $3 but not over $6.50/pair"),
        "9801001000": ("Articles exported and returned", "United States goods"),
    }.items()
)
_GOODS = {
    "6109100012": "men's cotton t-shirt",
    "6109100040": "women's cotton t-shirt",
    "6109901007": "men's polyester t-shirt",
    "6109901050": "women's polyester t-shirt",
    "4202216000": "leather handbag",
    "4202316000": "leather wallet",
    "4202321000": "plastic card holder",
    "6912004400": "ceramic coffee mug",
    "6912005000": "ceramic soap dish",
    "9617001000": "insulated vacuum bottle",
    "6402199031": "men's golf shoes synthetic",
    "6402997900": "plastic sandals",
}
_WITH = ("printed", "with logo", "blue", "for gifts", "imported", "packed singly", "in a box")


def example_rows() -> tuple[ExampleRow, ...]:
    """Rulings of two eras, listings and names, seven of each line."""
    kinds = (("ruling", "N3{:05d}", "2021-05-04"), ("ruling", "8{:05d}", "1999-03-02"), ("listing", "", ""))
    return tuple(
        ExampleRow(
            source=source,
            text=f"{name} {how}",
            codes=(code,),
            number=number.format(100 * line + place),
            date=date,
        )
        for line, (code, name) in enumerate(_GOODS.items())
        for place, how in enumerate(_WITH)
        for source, number, date in [kinds[place % 3]]
    )


@lru_cache(maxsize=1)
def built() -> Built:
    """The small edition, made once."""
    return build(SCHEDULE, example_rows(), {"6912004400": 12}, {"rows": "none"}, lambda _s, _d, _n: None)


@lru_cache(maxsize=1)
def edition() -> Edition:
    """The small edition, open."""
    return open_edition(built().file)
