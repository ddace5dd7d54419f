"""Which addresses a webhook may be sent to, in every form an address can be written."""

import pytest

from entrygo.outbound.webhooks.addresses import is_permitted, names_no_public_host

PUBLIC = (
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "2606:2800:220:1:248:1893:25c8:1946",
    "64:ff9b::8.8.8.8",
    "::ffff:8.8.8.8",
)
PRIVATE = (
    "10.0.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.1",
    "198.18.0.1",
    "203.0.113.7",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "2001:db8::1",
)
NEVER = (
    "169.254.169.254",
    "169.254.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::169.254.169.254",
    "::169.254.169.254",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "0.0.0.0",
    "0.1.2.3",
    "::",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "240.0.0.1",
    "ff02::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:808:808::",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_permitted(address: str) -> None:
    assert is_permitted(address, allow_private=False)
    assert is_permitted(address, allow_private=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_permitted_only_where_the_operator_says_so(address: str) -> None:
    assert not is_permitted(address, allow_private=False)
    assert is_permitted(address, allow_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_what_a_machine_asks_about_itself_and_what_is_no_host_is_never_permitted(address: str) -> None:
    assert not is_permitted(address, allow_private=False)
    assert not is_permitted(address, allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost.",
        "LOCALHOST",
        "shop.localhost",
        "printer.local",
        "metadata.google.internal",
        "metadata.google.internal.",
        "router.home.arpa",
        "intranet",
        "2130706433",
        "%6cocalhost",
        "shop%2eexample.com",
        "fe80::1%25eth0",
    ],
)
def test_a_name_that_means_a_machine_of_one_s_own_network_is_told_before_it_is_resolved(host: str) -> None:
    assert names_no_public_host(host)


@pytest.mark.parametrize(
    "host", ["shop.example.com", "shop.example.com.", "local.example", "8.8.8.8", "2606:2800::1"]
)
def test_a_name_of_the_internet_is_left_to_the_resolver(host: str) -> None:
    assert not names_no_public_host(host)
