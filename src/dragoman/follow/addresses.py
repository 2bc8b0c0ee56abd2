"""Which addresses may be fetched: those of the public web, unless private ones are allowed.

A name is looked up once, and the connection goes to what was found and checked, so that a name that answers differently the
second time leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from dragoman.follow.problem import Problem

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be fetched: what to ask of which host, and the number to connect to."""

    scheme: str
    host: str
    port: int
    path: str
    number: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as an address begins with them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def target(address: str, allow_private: bool = False) -> Target:
    """Where an address leads. Raises Problem where it may not be fetched, or its host is unknown."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Problem(f"no address ({error}); correct it") from error
    if parts.scheme == "feed":
        raise Problem("an address that begins with feed:; write https:// or http:// in its place")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Problem("no address of the web; give one that begins with http:// or https://")
    if parts.username is not None:
        raise Problem("an address with a user's name; give one without")
    host = _ascii(parts.hostname)
    port = port or (443 if parts.scheme == "https" else 80)
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe="%/?:@!$&'()*+,;=~[]|")
    return Target(parts.scheme, host, port, path, _number(host, port, allow_private))


def is_public(number: IP) -> bool:
    """Whether a number is one of the public net, also where it wraps another.

    >>> [is_public(ipaddress.ip_address(one)) for one in ("93.184.216.34", "127.0.0.1", "10.1.2.3", "169.254.169.254")]
    [True, False, False, False]
    >>> [is_public(ipaddress.ip_address(one)) for one in ("::1", "::ffff:127.0.0.1", "fe80::1", "64:ff9b::7f00:1")]
    [False, False, False, False]
    """
    if isinstance(number, ipaddress.IPv6Address):
        wrapped = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if number in _NAT64:
            wrapped = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    return number.is_global and not number.is_multicast


def _ascii(host: str) -> str:
    if ":" in host:
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Problem(f"no name of a host ({error}); correct it") from error


def _number(host: str, port: int, allow_private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Problem(f"{host}: no such host ({error}); check the address and the network", passing=True) from error
    numbers = [str(one[4][0]).partition("%")[0] for one in found]
    private = [one for one in numbers if not is_public(ipaddress.ip_address(one))]
    if private and not allow_private:
        raise Problem(f"{host} is {private[0]}, of a private net or this machine; --allow-private fetches from there")
    return numbers[0]
