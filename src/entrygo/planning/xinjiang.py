"""Places in the Xinjiang Uyghur Autonomous Region, as addresses name them."""

import re

from entrygo.contract.facts import Party
from entrygo.planning.product_facts import mentioned

# China Post gives 830000 to 849999 to the region and to no other.
_POSTAL_CODE = re.compile(r"8[34]\d{4}")

# These name the region or its construction corps wherever they stand, a firm's name included.
ANYWHERE = (
    *("xinjiang", "sinkiang", "xuar", "uyghur", "uygur", "uighur", "xpcc", "bingtuan"),
    *("xinjiang production and construction corps", "urumqi", "wulumuqi", "ürümqi"),
)
# These are cities, prefectures and counties: read in city and region only, as streets elsewhere carry their names.
PLACES = (
    *(
        "aksu",
        "akesu",
        "alar",
        "aral",
        "altay",
        "aletai",
        "artux",
        "atushi",
        "bachu",
        "bayingolin",
        "bayingol",
    ),
    *(
        "beitun",
        "bole",
        "bortala",
        "changji",
        "fukang",
        "ghulja",
        "hami",
        "kumul",
        "hotan",
        "hetian",
        "khotan",
    ),
    *("huyanghe", "ili", "yili", "karamay", "kelamayi", "kashgar", "kashi", "kizilsu", "kokdala", "korla"),
    *("kuerle", "kuqa", "kuche", "kuytun", "kuitun", "shache", "yarkant", "yarkand", "shihezi", "tacheng"),
    *("tarbagatay", "tiemenguan", "tumxuk", "tumushuke", "turpan", "turfan", "tulufan", "wujiaqu", "wusu"),
    *("yining",),
)
_CHARACTERS = (
    *("新疆", "乌鲁木齐", "克拉玛依", "吐鲁番", "哈密", "昌吉", "博尔塔拉", "巴音郭楞", "库尔勒", "阿克苏"),
    *("克孜勒苏", "喀什", "和田", "伊犁", "伊宁", "塔城", "阿勒泰", "石河子", "阿拉尔", "图木舒克", "五家渠"),
)


def signs(party: Party) -> tuple[tuple[str, str], ...]:
    """What in an address points to the region: pairs of the API's field name and the words found."""
    fields = {
        "name": party.name,
        "address": f"{party.address1 or ''} {party.address2 or ''}",
        "city": party.city,
        "region": party.region,
    }
    found = [(field, _first(field, str(text).lower())) for field, text in fields.items() if text]
    found.append(("postalCode", _postal(party.postal_code)))
    return tuple((field, word) for field, word in found if word)


def _first(field: str, text: str) -> str | None:
    words = mentioned(ANYWHERE if field in ("name", "address") else (*ANYWHERE, *PLACES), text)
    return words[0] if words else next((name for name in _CHARACTERS if name in text), None)


def _postal(code: str | None) -> str | None:
    digits = re.sub(r"\s", "", str(code or ""))
    return digits if _POSTAL_CODE.fullmatch(digits) else None
