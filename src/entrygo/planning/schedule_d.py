"""Schedule D: the codes of United States ports of entry.

Transcribed from secondary copies of the Census list, and so known to be incomplete at the edges (courier hubs and
user-fee airports come and go). A well-formed code of a known district that is not here is therefore only told.
"""

from types import MappingProxyType

_PORTS = {
    "01": "01 02 03 04 05 06 07 08 09 10 11 12 15 18 21 22 27 31 32 52 81 82",
    "02": "01 03 06 07 09 11 12",
    "04": "01 02 03 04 05 06 07 08 09 10 11 12 13 16 17",
    "05": "01 02 03",
    "07": "01 04 05 06 08 12 14 15",
    "09": "01 03 04 05 06 07 71 72 81",
    "10": "01 02 03 12 70 72 73 74 75 77 81",
    "11": "01 02 03 04 05 06 07 08 09 13 19 81 82 83 95",
    "13": "01 02 03 04 05",
    "14": "01 02 04 08 09 10 12",
    "15": "01 02 03 06 11 12",
    "16": "01 02 03 04 81",
    "17": "01 03 04",
    "18": "01 03 05 07 08 09 14 16 18 19 21 22 83 84 85 86 87",
    "19": "01 02 03 04 10",
    "20": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 82 83 95",
    "21": "01 02 03 04",
    "23": "01 02 03 04 05 07 09 10 81",
    "24": "02 03 04 06 07 08 81",
    "25": "01 02 03 04 05 06 07",
    "26": "01 02 03 04 05 06 08 09",
    "27": "04 07 09 11 12 13 15 19 20 21 22 70 72 73 74 75 76 81 82 91 95",
    "28": "01 02 03 05 09 10 11 12 13 15 16 20 21 27 28 29 30 31 33 34 35 70 71 72 73 81 95",
    "29": "01 02 03 04 05 07 08 09 10 81 82 91",
    "30": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 22 23 25 26 27 29 71 72 73 74 81 82 95",
    "31": "01 02 03 04 05 06 07 11 12 15 24 26 27 81 95",
    "32": "01 02 03 04 05 06 95",
    "33": "01 02 03 04 05 06 07 08 09 10 12 16 17 18 19 21 22 23 24 25 82 84 85",
    "34": "01 03 04 05 06 07 08 09 10 11 13 14 15 16 17 19 20 21 22 23 24 25 26 27 29 30 33 34 81",
    "35": "01 02 10 11 12 13 81",
    "36": "01 02 04 13 14",
    "37": "01 02 03 06 07 08",
    "38": "01 02 03 04 05 06 07 08 09 14 15 16 18 19 20 42 43 44 81 82",
    "39": "01 02 04 05 07 08 09 81 82 83 84 85 91",
    "41": "01 02 03 04 05 06 08 09 10 11 12 15 16 17 21 22 81 83 84 85 92 94 95 96 97 98",
    "45": "01 02 03 04 05 06",
    "46": "01 02 70 71 81",
    "47": "01 70 71 72 73 74 75 76 77 78",
    "49": "01 04 05 06 07 08 09 11 12 13",
    "51": "01 02 03 04 05",
    "52": "01 02 03 04 05 06 10 70 71 72 73 95 97 98",
    "53": "01 06 09 10 11 12 13 81",
    "54": "01 02",
    "55": "01 02 03 04 05 06 07 82 83 84",
}
PORTS = frozenset(district + port for district, ports in _PORTS.items() for port in ports.split())
"""Four-digit codes: two of the customs district, two of the port."""

BORDER_CROSSINGS = MappingProxyType(
    {
        "0106": "Houlton ME", "0115": "Calais ME", "0209": "Derby Line VT", "0212": "Highgate Springs VT",
        "0701": "Ogdensburg NY", "0704": "Massena NY", "0708": "Alexandria Bay NY",
        "0712": "Champlain-Rouses Point NY", "0901": "Buffalo-Niagara Falls NY", "3004": "Blaine WA",
        "3009": "Sumas WA", "3019": "Oroville WA", "3023": "Lynden WA", "3302": "Eastport ID",
        "3310": "Sweetgrass MT", "3401": "Pembina ND", "3604": "International Falls MN", "3801": "Detroit MI",
        "3802": "Port Huron MI", "3803": "Sault Ste. Marie MI",
    }
)  # fmt: skip
"""The land ports from Canada most trucks use, by code."""


def is_port(code: str) -> bool:
    """Whether this is a port code we know."""
    return code in PORTS


def is_district(code: str) -> bool:
    """Whether a four-digit code begins with a customs district we know."""
    return code[:2] in _PORTS
