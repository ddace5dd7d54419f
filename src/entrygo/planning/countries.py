"""Countries as customs names them: ISO 3166-1 alpha-2 codes, and those that law treats apart."""

_ASSIGNED = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
ISO_CODES = frozenset((*_ASSIGNED.split(), "XK"))
"""Assigned ISO 3166-1 alpha-2 codes, and XK, the code in use for Kosovo, which has none assigned."""

OFTEN_MEANT = {
    "UK": "GB", "EN": "GB", "EL": "GR", "BURMA": "MM", "CANADA": "CA", "CAN": "CA", "CHINA": "CN",
    "CHN": "CN", "ENGLAND": "GB", "FRANCE": "FR", "GERMANY": "DE", "HONG KONG": "HK", "INDIA": "IN",
    "ITALY": "IT", "JAPAN": "JP", "KOREA": "KR", "MEXICO": "MX", "MEX": "MX", "PORTUGAL": "PT", "PRC": "CN",
    "SOUTH KOREA": "KR", "SPAIN": "ES", "TAIWAN": "TW", "TURKEY": "TR", "UNITED KINGDOM": "GB",
    "UNITED STATES": "US", "USA": "US", "VIETNAM": "VN", "BANGLADESH": "BD", "PAKISTAN": "PK",
}  # fmt: skip
"""What people write in place of a code, and the code they mean."""

EMBARGOED = {"CU": "Cuba", "IR": "Iran", "KP": "North Korea"}
"""Countries whose goods OFAC forbids to import (31 CFR parts 510, 515, 560)."""

COLUMN_2 = {"BY": "Belarus", "RU": "Russia"}
"""Countries that pay the column 2 rate besides the embargoed ones (General Note 3(b))."""


def is_country(code: str | None) -> bool:
    """Whether this is an assigned alpha-2 code, upper case."""
    return code in ISO_CODES
