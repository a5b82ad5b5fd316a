"""Keys for personal data at rest: AES-256-GCM per value, and a keyed hash to find a customer number."""

import base64
import binascii
import hashlib
import hmac
import os
import re
from typing import NewType, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyUnknown, SealBroken
from storage.key_set import KEY_BYTES, KeySet, derive, key_id

__all__ = ["KEY_BYTES", "KeyRing", "KeySet", "KeySource", "Sealed", "SealedBytes", "derive", "key_id"]

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


def text_head(name: str) -> str:
    """Return what every text sealed with a key begins with."""
    return f"v1.{name}."


def bytes_head(name: str) -> bytes:
    """Return what every file sealed with a key begins with."""
    return SEALED_MARK + bytes.fromhex(name)


class KeySource(Protocol):
    """Where the keys are kept."""

    def changed(self) -> KeySet | None:
        """Return the keys if they were changed since the last call; None otherwise. Never raises."""
        ...


class KeyRing:
    """The keys of an office. One writes, all of them read.

    With a ``source`` it notices a renewal by itself: before it writes or searches, and when it meets a
    value whose key it does not know. So a process that runs on writes with the new key at once, and
    reads what another one has written with it.
    """

    __slots__ = ("_set", "_source")

    def __init__(self, keys: tuple[bytes, ...] | KeySet, source: KeySource | None = None) -> None:
        self._set = keys if isinstance(keys, KeySet) else KeySet(keys)
        self._source = source

    @classmethod
    def generate(cls) -> Self:
        """Make a ring with one fresh random key."""
        return cls((os.urandom(KEY_BYTES),))

    @property
    def keys(self) -> tuple[bytes, ...]:
        """All keys, oldest first."""
        return self._set.keys

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of all keys, oldest first."""
        return tuple(self._set.ciphers)

    @property
    def writes(self) -> str:
        """The name of the key that new values are sealed with."""
        self._look()
        return self._set.writes

    def seal(self, text: str, place: str) -> Sealed:
        """Encrypt a text for one place (``table.column``); it cannot be opened at any other."""
        self._look()
        nonce = os.urandom(NONCE_BYTES)
        secret = nonce + self._set.cipher.encrypt(nonce, text.encode(*UTF8), place.encode())
        return Sealed(text_head(self._set.writes) + base64.urlsafe_b64encode(secret).decode())

    def open(self, sealed: Sealed, place: str) -> str:
        """Decrypt what ``seal`` wrote for the same place.

        KeyUnknown if the key is not in the ring; SealBroken if the value was changed or moved.
        """
        if SEALED_FORM.fullmatch(sealed) is None:
            raise SealBroken
        _, name, body = sealed.split(".")
        cipher = self._cipher(name)
        try:
            secret = base64.urlsafe_b64decode(body)
            return cipher.decrypt(secret[:NONCE_BYTES], secret[NONCE_BYTES:], place.encode()).decode(*UTF8)
        except (InvalidTag, binascii.Error, ValueError):
            raise SealBroken from None

    def seal_bytes(self, content: bytes, place: str, row: str) -> SealedBytes:
        """Encrypt a file for one place (``table.column``) and one row; it cannot be opened at any other."""
        self._look()
        nonce = os.urandom(NONCE_BYTES)
        secret = self._set.cipher.encrypt(nonce, content, f"{place}:{row}".encode())
        return SealedBytes(bytes_head(self._set.writes) + nonce + secret)

    def open_bytes(self, sealed: SealedBytes, place: str, row: str) -> bytes:
        """Decrypt what ``seal_bytes`` wrote for the same place and row.

        KeyUnknown if the key is not in the ring; SealBroken if the value was changed or moved.
        """
        if not sealed.startswith(SEALED_MARK) or len(sealed) < BYTES_HEAD + NONCE_BYTES:
            raise SealBroken
        cipher = self._cipher(sealed[len(SEALED_MARK) : BYTES_HEAD].hex())
        secret = sealed[BYTES_HEAD:]
        try:
            return cipher.decrypt(secret[:NONCE_BYTES], secret[NONCE_BYTES:], f"{place}:{row}".encode())
        except InvalidTag:
            raise SealBroken from None

    def hash_customer_number(self, number: str) -> str | None:
        """Hash a customer number to keep it; blanks and case do not matter, an empty one has no hash."""
        self._look()
        plain = _plain(number)
        return _hash(self._set.number_keys[self._set.writes], plain) if plain else None

    def customer_number_hashes(self, number: str) -> tuple[str, ...]:
        """Return every hash under which a customer number may be kept, while keys are being renewed too."""
        self._look()
        plain = _plain(number)
        return tuple(_hash(key, plain) for key in self._set.number_keys.values()) if plain else ()

    def _cipher(self, name: str) -> AESGCM:
        if name not in self._set.ciphers:
            self._look()
        cipher = self._set.ciphers.get(name)
        if cipher is None:
            raise KeyUnknown
        return cipher

    def _look(self) -> None:
        """Take over renewed keys; a file that does not continue ours is another office's, and is not."""
        fresh = None if self._source is None else self._source.changed()
        if fresh is not None and fresh.continues(self._set):
            self._set = fresh


def _plain(number: str) -> str:
    return "".join(number.split()).upper()


def _hash(key: bytes, plain: str) -> str:
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
