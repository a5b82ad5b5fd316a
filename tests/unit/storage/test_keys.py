"""Sealing: only the right key opens a value, and only where it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyUnknown, SealBroken
from storage.keys import KEY_BYTES, KeyRing, Sealed

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
    assert RING.hash_customer_number("617A1") == RENEWED.hash_customer_number("617A1")


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
