"""From where a request comes, as far as it can be known."""

from __future__ import annotations

import ipaddress

from walkon.domain.errors import BadInput

LOOPBACK = ("127.0.0.0/8", "::1")
UNKNOWN = "unknown"


class BadProxies(BadInput):
    code = "bad_proxies"
    en = "WALKON_PROXIES lists addresses and networks, such as 10.0.0.1, 10.1.0.0/16; “{text}” is none."
    ko = "WALKON_PROXIES에는 10.0.0.1, 10.1.0.0/16 같은 주소와 네트워크를 적어 주세요. “{text}”은(는) 쓸 수 없습니다."


def group_of(host: str | None) -> str:
    """What is counted together: an IPv4 address, or the /64 of an IPv6 one, which one customer has whole (RFC 6177)."""
    try:
        address = ipaddress.ip_address((host or "").partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def proxies(text: str, *, secure: bool) -> tuple[str, ...]:
    """Whose `X-Forwarded-For` is believed: those that are named, else this computer where the server's address is https,
    since something with TLS must stand in front of it then, else nobody. Raises `BadProxies`.
    """
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in named:
        try:
            network = ipaddress.ip_network(part)
        except ValueError:
            raise BadProxies(text=part) from None
        if network.prefixlen == 0:
            raise BadProxies(text=part)  # everybody could say where they come from
    return named or (LOOPBACK if secure else ())
