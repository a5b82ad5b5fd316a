"""Sealing: only the right key opens a value, and only where it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyUnknown, SealBroken
from storage.keys import KEY_BYTES, KeyRing, Sealed, SealedBytes

PLACE = "cases.summary"
RING = KeyRing((b"a" * KEY_BYTES,))
RENEWED = KeyRing((b"a" * KEY_BYTES, b"b" * KEY_BYTES))


@given(st.text() | st.text(st.characters(categories=["Cs", "Cc", "L"])))
def test_what_was_sealed_can_be_opened(text: str) -> None:
    assert RING.open(RING.seal(text, PLACE), PLACE) == text


def test_a_sealed_value_names_form_and_key_and_not_the_text() -> None:
    form, key_id, body = RING.seal("Karla Kundin", PLACE).split(".")
    assert (form, len(key_id)) == ("v1", 16)
    assert "Karla" not in body


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert RING.seal("Bescheid", PLACE) != RING.seal("Bescheid", PLACE)


def test_a_value_cannot_be_opened_at_another_place() -> None:
    with pytest.raises(SealBroken):
        RING.open(RING.seal("Bescheid", PLACE), "cases.customer_name")


def test_every_changed_character_is_noticed() -> None:
    sealed = RING.seal("Bescheid", PLACE)
    start = len(sealed) - len(sealed.split(".")[2])
    for position in range(start, len(sealed) - 2):  # the last ones may be padding
        other = "A" if sealed[position] != "A" else "B"
        with pytest.raises(SealBroken):
            RING.open(Sealed(sealed[:position] + other + sealed[position + 1 :]), PLACE)


@pytest.mark.parametrize("value", ["", "Karla Kundin", "v1.", "v2.0011223344556677.AAAA", "v1.x.AAAA"])
def test_what_is_not_sealed_is_not_opened(value: str) -> None:
    with pytest.raises(SealBroken):
        RING.open(Sealed(value), PLACE)


def test_a_too_short_value_is_broken() -> None:
    key_id = RING.seal("", PLACE).split(".")[1]
    with pytest.raises(SealBroken):
        RING.open(Sealed(f"v1.{key_id}.AAAA"), PLACE)


def test_another_office_s_value_names_the_remedy() -> None:
    with pytest.raises(KeyUnknown, match="Bitte die Schlüsseldatei zurückspielen"):
        KeyRing.generate().open(RING.seal("Bescheid", PLACE), PLACE)


def test_after_a_renewal_old_values_can_be_read_and_new_ones_use_the_new_key() -> None:
    old = RING.seal("alt", PLACE)
    new = RENEWED.seal("neu", PLACE)
    assert (RENEWED.open(old, PLACE), RENEWED.open(new, PLACE)) == ("alt", "neu")
    with pytest.raises(KeyUnknown):
        RING.open(new, PLACE)


def test_a_renewal_leaves_customer_numbers_findable() -> None:
    kept = RING.hash_customer_number("617A1")
    new = RENEWED.hash_customer_number("617A1")
    assert kept != new
    assert RENEWED.customer_number_hashes("617a 1") == (kept, new)
    assert RENEWED.customer_number_hashes(" ") == ()


@pytest.mark.parametrize("written", ["617A123456", "617a123456", " 617 A 123456\t"])
def test_blanks_and_case_of_a_customer_number_do_not_matter(written: str) -> None:
    assert RING.hash_customer_number(written) == RING.hash_customer_number("617A123456")


def test_different_numbers_and_different_offices_have_different_hashes() -> None:
    hashes = {
        RING.hash_customer_number("617A123456"),
        RING.hash_customer_number("617A123457"),
        KeyRing.generate().hash_customer_number("617A123456"),
    }
    assert len(hashes) == 3


@pytest.mark.parametrize("number", ["", "  "])
def test_no_number_has_no_hash(number: str) -> None:
    assert RING.hash_customer_number(number) is None


@pytest.mark.parametrize("keys", [(), (b"short",), (b"a" * KEY_BYTES, b"")])
def test_a_ring_needs_whole_keys(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing(keys)


def test_a_ring_does_not_show_its_keys() -> None:
    assert "aaaa" not in repr(RING)


class TestFiles:
    """Bytes are bound to their place and to their row."""

    PLACE = "document_contents.content"

    @given(st.binary())
    def test_what_was_sealed_can_be_opened(self, content: bytes) -> None:
        assert RING.open_bytes(RING.seal_bytes(content, self.PLACE, "1"), self.PLACE, "1") == content

    def test_nothing_of_the_content_is_readable_and_no_two_are_alike(self) -> None:
        content = b"Sehr geehrte Frau Kundin"
        sealed = [RING.seal_bytes(content, self.PLACE, "1") for _ in range(2)]
        assert sealed[0] != sealed[1]
        assert sealed[0].find(b"Kundin") == -1

    @pytest.mark.parametrize(("place", "row"), [("documents.name", "1"), (PLACE, "2"), (PLACE, "")])
    def test_a_file_cannot_be_opened_elsewhere(self, place: str, row: str) -> None:
        with pytest.raises(SealBroken):
            RING.open_bytes(RING.seal_bytes(b"Brief", self.PLACE, "1"), place, row)

    def test_every_changed_byte_is_noticed(self) -> None:
        sealed = RING.seal_bytes(b"Brief", self.PLACE, "1")
        for position in range(len(sealed)):
            changed = sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :]
            with pytest.raises((SealBroken, KeyUnknown)):
                RING.open_bytes(SealedBytes(changed), self.PLACE, "1")

    def test_every_cut_is_noticed(self) -> None:
        sealed = RING.seal_bytes(b"Brief", self.PLACE, "1")
        for length in range(len(sealed)):
            with pytest.raises(SealBroken):
                RING.open_bytes(SealedBytes(sealed[:length]), self.PLACE, "1")

    def test_a_renewed_ring_reads_old_files_and_an_old_one_no_new_files(self) -> None:
        old = RING.seal_bytes(b"Brief", self.PLACE, "1")
        new = RENEWED.seal_bytes(b"Brief", self.PLACE, "1")
        assert RENEWED.open_bytes(old, self.PLACE, "1") == b"Brief"
        with pytest.raises(KeyUnknown):
            RING.open_bytes(new, self.PLACE, "1")
