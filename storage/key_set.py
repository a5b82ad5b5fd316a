"""The keys of an office as the key file states them, at one instant."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
"""AES-256."""


def derive(key: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """Derive a key for one purpose, so that no two uses ever share one (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"krm-bot {purpose}".encode()).derive(key)


def key_id(key: bytes) -> str:
    """Name a key. The name follows from the key: a wrong key can never pass for the right one."""
    return derive(key, "key id", 8).hex()


@dataclass(frozen=True, slots=True, eq=False)
class KeySet:
    """Keys, oldest first. ``writes`` names the one that seals (the last, if nothing is said).

    ``retired`` names keys that are gone: a process that still has one of them knows by this that the
    file is the right one.
    """

    keys: tuple[bytes, ...] = field(repr=False)
    writes: str = ""
    retired: tuple[str, ...] = ()
    ciphers: Mapping[str, AESGCM] = field(init=False, repr=False)
    cipher: AESGCM = field(init=False, repr=False)
    number_keys: Mapping[str, bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES for key in self.keys):
            message = f"A key ring needs keys of {KEY_BYTES} bytes."
            raise ValueError(message)
        named = {key_id(key): key for key in self.keys}
        writes = self.writes or key_id(self.keys[-1])
        if writes not in named:
            message = "The key that writes is not in the ring."
            raise ValueError(message)
        ciphers = {name: AESGCM(derive(key, "seal")) for name, key in named.items()}
        number_keys = {name: derive(key, "customer number") for name, key in named.items()}
        object.__setattr__(self, "writes", writes)
        object.__setattr__(self, "ciphers", ciphers)
        object.__setattr__(self, "cipher", ciphers[writes])
        object.__setattr__(self, "number_keys", number_keys)

    def continues(self, before: "KeySet") -> bool:
        """Whether this is a later state of the same office's keys."""
        return before.writes in self.ciphers or before.writes in self.retired
