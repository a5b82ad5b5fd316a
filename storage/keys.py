"""Keys for personal data at rest: AES-256-GCM per value, and a keyed hash to find a customer number."""

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import KeyUnknown, SealBroken

KEY_BYTES = 32
"""AES-256."""

NONCE_BYTES = 12
"""What GCM is specified for; drawn at random for every value."""

UTF8 = ("utf-8", "surrogatepass")
"""Halves of a character, which a phone may send, are text too and must not stop a person."""

Sealed = NewType("Sealed", str)
"""An encrypted text as it stands in the database: ``v1.<key id>.<base64 of nonce and ciphertext>``."""

SealedBytes = NewType("SealedBytes", bytes)
"""An encrypted file as it stands in the database: a mark, the key's id, nonce and ciphertext."""

SEALED_MARK = b"krm\x01"

SEALED_FORM = re.compile(r"v1\.[0-9a-f]{16}\.[A-Za-z0-9_-]+={0,2}")


BYTES_HEAD = len(SEALED_MARK) + 8
"""The mark and the key's id (8 bytes)."""


def derive(key: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """Derive a key for one purpose, so that no two uses ever share one (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"krm-bot {purpose}".encode()).derive(key)


def key_id(key: bytes) -> str:
    """Name a key. The name follows from the key: a wrong key can never pass for the right one."""
    return derive(key, "key id", 8).hex()


@dataclass(frozen=True, slots=True, eq=False)
class KeyRing:
    """The keys of an office, oldest first. The last one writes, all of them read.

    The oldest also makes the hash of customer numbers, so it stays in the ring when keys are renewed.
    """

    keys: tuple[bytes, ...] = field(repr=False)
    _ciphers: Mapping[str, AESGCM] = field(init=False, repr=False)
    _current: str = field(init=False)
    _number_key: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES for key in self.keys):
            message = f"A key ring needs keys of {KEY_BYTES} bytes."
            raise ValueError(message)
        ciphers = {key_id(key): AESGCM(derive(key, "seal")) for key in self.keys}
        object.__setattr__(self, "_ciphers", ciphers)
        object.__setattr__(self, "_current", key_id(self.keys[-1]))
        object.__setattr__(self, "_number_key", derive(self.keys[0], "customer number"))

    @classmethod
    def generate(cls) -> Self:
        """Make a ring with one fresh random key."""
        return cls((os.urandom(KEY_BYTES),))

    def seal(self, text: str, place: str) -> Sealed:
        """Encrypt a text for one place (``table.column``); it cannot be opened at any other."""
        nonce = os.urandom(NONCE_BYTES)
        secret = nonce + self._ciphers[self._current].encrypt(nonce, text.encode(*UTF8), place.encode())
        return Sealed(f"v1.{self._current}.{base64.urlsafe_b64encode(secret).decode()}")

    def open(self, sealed: Sealed, place: str) -> str:
        """Decrypt what ``seal`` wrote for the same place.

        KeyUnknown if the key is not in the ring; SealBroken if the value was changed or moved.
        """
        if SEALED_FORM.fullmatch(sealed) is None:
            raise SealBroken
        _, name, body = sealed.split(".")
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise KeyUnknown
        try:
            secret = base64.urlsafe_b64decode(body)
            return cipher.decrypt(secret[:NONCE_BYTES], secret[NONCE_BYTES:], place.encode()).decode(*UTF8)
        except (InvalidTag, binascii.Error, ValueError):
            raise SealBroken from None

    def seal_bytes(self, content: bytes, place: str, row: str) -> SealedBytes:
        """Encrypt a file for one place (``table.column``) and one row; it cannot be opened at any other."""
        nonce = os.urandom(NONCE_BYTES)
        secret = self._ciphers[self._current].encrypt(nonce, content, f"{place}:{row}".encode())
        return SealedBytes(SEALED_MARK + bytes.fromhex(self._current) + nonce + secret)

    def open_bytes(self, sealed: SealedBytes, place: str, row: str) -> bytes:
        """Decrypt what ``seal_bytes`` wrote for the same place and row.

        KeyUnknown if the key is not in the ring; SealBroken if the value was changed or moved.
        """
        if not sealed.startswith(SEALED_MARK) or len(sealed) < BYTES_HEAD + NONCE_BYTES:
            raise SealBroken
        cipher = self._ciphers.get(sealed[len(SEALED_MARK) : BYTES_HEAD].hex())
        if cipher is None:
            raise KeyUnknown
        secret = sealed[BYTES_HEAD:]
        try:
            return cipher.decrypt(secret[:NONCE_BYTES], secret[NONCE_BYTES:], f"{place}:{row}".encode())
        except InvalidTag:
            raise SealBroken from None

    def hash_customer_number(self, number: str) -> str | None:
        """Hash a customer number for look-up; blanks and case do not matter, an empty one has no hash."""
        plain = "".join(number.split()).upper()
        if not plain:
            return None
        return hmac.new(self._number_key, plain.encode(), hashlib.sha256).hexdigest()
