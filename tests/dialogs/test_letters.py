"""Letters and mails: whoever has one passes it on with what is known; the BGF completes the record (R17)."""

from datetime import date

import pytest

from cards.forms import InputKind
from procedure.vocabulary import EscalationGround, Origin, TalkWish
from tests.dialogs.intake_chat import (
    LETTER,
    IntakeChat,
    at_circumstances,
    at_details,
    at_letter,
    at_letter_of_another_office,
)


def test_letter_takes_five_exchanges_by_clicking() -> None:
    chat = IntakeChat().starts("neu")
    chat.presses(channel="schriftlich")
    chat.presses(concerns="fachliche_beschwerde", teams="leistung-a", summary="Bescheid fehlt")
    chat.presses(received="gestern")
    chat.presses(name="Karla Kundin")
    chat.confirms()

    assert chat.exchanges == 5
    assert chat.reaction.customer.name == "Karla Kundin"


def test_letter_takes_nine_exchanges_by_typing_with_weiter() -> None:
    chat = IntakeChat().starts("neu")
    chat.types("Brief", "Beschwerde", "Leistung A", "Bescheid seit sieben Wochen offen")
    chat.types("gestern", "weiter", "Karla Kundin", "weiter", "erfassen")

    assert chat.exchanges == 9
    assert chat.reaction.customer.name == "Karla Kundin"


def test_letter_begun_in_one_line_takes_three_exchanges_by_clicking_and_five_by_typing() -> None:
    line = "neu Brief Beschwerde Leistung A: Bescheid seit sieben Wochen offen"
    clicked = IntakeChat().starts(line).presses(**LETTER).presses(name="Karla Kundin").confirms()
    typed = IntakeChat().starts(line).types("gestern", "weiter", "Karla Kundin", "weiter", "erfassen")

    assert clicked.exchanges == 3
    assert typed.exchanges == 5
    assert clicked.reaction == typed.reaction


def test_a_letter_asks_for_its_day_alone_everything_else_is_preset() -> None:
    fields = at_circumstances("schriftlich").fields()
    assert [asked.id for asked in fields.values() if asked.required] == ["received"]
    assert {asked.value for asked in fields.values() if not asked.required} == {"nein", "direkt"}


@pytest.mark.parametrize("talk", ["wunsch", "ja", "2"])
def test_a_letter_may_wish_for_a_talk(talk: str) -> None:
    chat = at_letter().types("Karla Kundin", "-", "-", "-", talk, "erfassen")
    assert chat.reaction.talk_wish is TalkWish.WISH


@pytest.mark.parametrize("ground", list(EscalationGround))
def test_a_threatening_mail_alarms_with_its_reason(ground: EscalationGround) -> None:
    chat = at_circumstances("elektronisch").presses(**LETTER).presses(name="Karla Kundin", talk=ground)
    assert list(chat.fields()) == ["talk_note"]
    chat.presses(talk_note="Er will herkommen")
    assert any("alarmiert" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.escalation_ground is ground


def test_what_another_office_may_and_wants_is_asked_only_where_there_is_one() -> None:
    asked = list(at_letter(origin="AA").fields())
    assert asked == ["authorised", "external_due"]
    assert next(iter(at_letter().fields())) == "name"


@pytest.mark.parametrize("origin", [origin for origin in Origin if origin is not Origin.DIRECT])
def test_every_other_office_may_set_a_date(origin: Origin) -> None:
    assert "external_due" in at_letter(origin=origin).fields()


@pytest.mark.parametrize(
    "told", ["15.3.2027", "15.3.", "bis 15. März 2027", "2027-03-15", "Montag, 15.3.2027"]
)
def test_the_date_of_another_office_is_typed_or_chosen(told: str) -> None:
    pressed = at_letter(origin="AA").presses(external_due=told).presses(name="Karla Kundin")
    typed = at_letter(origin="AA").types("-", told, "Karla Kundin", "weiter")
    for chat in (pressed, typed):
        assert chat.fact("Termin der Stelle") == "Montag, 15. März 2027"
        assert "Die Antwort ist fällig bis Montag, 15. März 2027." in chat.summary.sentences
        assert chat.confirms().reaction.external_due_on == date(2027, 3, 15)


@pytest.mark.parametrize("told", ["", "-", "nein", "kein Termin", "keine"])
def test_without_a_date_of_another_office_the_fourteen_days_count(told: str) -> None:
    chat = at_letter_of_another_office(external_due=told).presses()
    assert chat.fact("Termin der Stelle") == ""
    assert chat.confirms().reaction.external_due_on is None


@pytest.mark.parametrize(
    "told", ["bald", "gestern", "31.2.2027", "3,5", "1.12.2026", "2099-01-01", "x" * 500]
)
def test_a_date_that_is_none_is_refused_at_its_field_and_comes_back(told: str) -> None:
    chat = at_letter_of_another_office(authorised="ja", external_due=told)
    assert chat.fields()["external_due"].problem.endswith(".")
    assert chat.fields()["external_due"].value == told
    assert chat.fields()["authorised"].value == "ja"


def test_a_date_that_passed_while_the_letter_lay_about_is_taken() -> None:
    chat = at_letter(origin="AA", received="20.11.2026").presses(external_due="1.12.2026").presses()
    assert chat.confirms().reaction.external_due_on == date(2026, 12, 1)


def test_a_date_before_the_letter_arrived_is_refused() -> None:
    chat = at_letter(origin="AA", received="20.11.2026").presses(external_due="19.11.2026")
    assert "nicht möglich" in chat.fields()["external_due"].problem


def test_the_date_is_asked_for_in_a_calendar_and_stands_there_again_after_zurueck() -> None:
    chat = at_letter(origin="AA").presses(external_due="15.3.2027").goes_back()
    asked = chat.fields()["external_due"]
    assert asked.kind is InputKind.DATE
    assert asked.value == "2027-03-15"


@pytest.mark.parametrize(
    ("told", "shown"), [("ja", "die Stelle darf eine erhalten"), ("nein", "keine an die Stelle")]
)
def test_the_summary_says_whether_the_other_office_gets_a_copy(told: str, shown: str) -> None:
    for chat in (
        at_letter_of_another_office(authorised=told).presses(),
        at_letter(origin="AA").types(told, "-", "weiter"),
    ):
        assert chat.fact("Kopie") == shown
        assert chat.confirms().reaction.third_party_authorised == (told == "ja")


def test_no_copy_goes_anywhere_unless_somebody_says_so() -> None:
    assert not at_letter_of_another_office().presses().confirms().reaction.third_party_authorised
    assert at_letter().presses().fact("Kopie") == ""


def test_a_copy_is_answered_by_yes_or_no() -> None:
    assert "„ja“ oder „nein“" in at_letter(origin="AA").types("mal sehen").fields()["authorised"].problem


@pytest.mark.parametrize("told", ["12", "zwölf", "12 Personen", "zwölf Leute", "012"])
def test_a_group_is_counted_typed_or_written_into_the_form(told: str) -> None:
    pressed = at_letter().presses(name="Karla Kundin", people=told)
    typed = at_letter().types("Karla Kundin", "-", "-", told, "weiter")
    for chat in (pressed, typed):
        assert chat.fact("Personen") == "Sammelbeschwerde von 12 Personen"
        assert "Unsere Schreiben gehen an die Kontaktperson." in chat.summary.sentences
        assert any("einzelne Leistungsfälle" in sentence for sentence in chat.summary.sentences)
        assert chat.confirms().reaction.people == 12


@pytest.mark.parametrize("told", ["", "-", "1", "eine", "eine Person", "nur eine", "nein"])
def test_one_person_is_no_group(told: str) -> None:
    chat = at_letter().presses(name="Karla Kundin", people=told)
    assert chat.fact("Personen") == ""
    assert not any("Kontaktperson" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.people == 1


@pytest.mark.parametrize("told", ["0", "-3", "1001", "viele", "12 oder 13", "1.000", "²", "१२", "9" * 50])
def test_what_is_no_number_of_people_is_refused_at_its_field(told: str) -> None:
    chat = at_letter().presses(name="Karla Kundin", people=told)
    assert "1 bis 1000" in chat.fields()["people"].problem
    assert chat.fields()["name"].value == "Karla Kundin"
    typed = at_letter().types("Karla Kundin", "-", "-", told)
    assert "1 bis 1000" in typed.fields()["people"].problem


def test_the_number_of_people_stands_in_the_form_again_after_zurueck() -> None:
    assert at_letter().presses(people="zwölf").goes_back().fields()["people"].value == "12"


def test_the_form_says_that_the_name_is_the_contact_person() -> None:
    fields = at_letter().fields()
    assert "Kontaktperson" in fields["people"].hint
    assert list(fields).index("name") < list(fields).index("people")


def test_a_talk_is_with_one_person() -> None:
    assert "people" not in at_details().fields()
