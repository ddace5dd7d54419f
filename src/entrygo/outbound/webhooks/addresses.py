"""Which addresses a webhook may be sent to: those of the public Internet, unless the operator permits his own network.

An address inside an IPv6 form of an IPv4 address (mapped, compatible, NAT64) is judged by the address inside it;
6to4 and Teredo lead through relays nobody vouches for. What a machine asks about itself (link-local, with the cloud's
metadata address) and what is no single host is never permitted.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
NEVER: tuple[Network, ...] = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),  # link-local, cloud metadata
    IPv4Network("224.0.0.0/4"),  # multicast
    IPv4Network("240.0.0.0/4"),  # reserved, broadcast
    IPv6Network("::/128"),
    IPv6Network("fe80::/10"),
    IPv6Network("ff00::/8"),
    IPv6Network("fd00:ec2::/32"),  # cloud metadata
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("2001::/32"),  # Teredo
    IPv6Network("100::/64"),  # discard
)
PRIVATE: tuple[Network, ...] = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # carrier-grade NAT
    IPv4Network("127.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.0.2.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("192.168.0.0/16"),
    IPv4Network("198.18.0.0/15"),
    IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"),
    IPv6Network("::1/128"),
    IPv6Network("64:ff9b:1::/48"),  # NAT64 of one network's own
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),
    IPv6Network("5f00::/16"),
    IPv6Network("fc00::/7"),  # unique local
    IPv6Network("fec0::/10"),
)


OF_NO_INTERNET = ("localhost", "local", "internal", "home.arpa", "onion")
"""Ends of names that no public resolver answers: RFC 6761, 6762, 7686, 8375 and ICANN's reservation of 2024."""


def names_no_public_host(host: str) -> bool:
    """Whether a name of a URL can mean a machine of one's own network only, whatever a resolver makes of it.

    One label alone, an end kept for private use, an address of one link, an escape where a name stands.
    """
    if ":" in host:
        return "%" in host
    name = host.rstrip(".").lower()
    return "%" in name or "." not in name or any(f".{name}".endswith(f".{end}") for end in OF_NO_INTERNET)


def is_permitted(text: str, *, allow_private: bool) -> bool:
    """Whether a message may be sent to this address, as a resolver writes it."""
    if "%" in text:  # an address of one link
        return False
    address = _inner(ip_address(text))
    if _is_in(address, NEVER):
        return False
    return allow_private or (address.is_global and not _is_in(address, PRIVATE))


def _inner(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
