"""What the intake makes of the answers: facts of a reaction (GA I, III)."""

from dataclasses import replace

from procedure.switches import Switches
from procedure.vocabulary import (
    Channel,
    ConcernKind,
    Origin,
    Parting,
    TalkWish,
)
from tests.dialogs.intake_chat import (
    LETTER,
    OPEN,
    WAITS,
    IntakeChat,
    a_context,
    at_circumstances,
    at_concern,
    at_details,
    at_summary,
)
from tests.support.builders import FRONT_DESK, REGISTERED_AT, TEAM_A, TEAM_B


def test_walk_in_takes_five_exchanges_by_clicking() -> None:
    chat = IntakeChat().starts("neu")
    chat.presses(channel="persoenlich")
    chat.presses(concerns="fachliche_beschwerde", teams="leistung-a", summary="Bescheid fehlt")
    chat.presses(resolved="nein", origin="direkt", leadership="nein", concerns_lead="nein")
    chat.presses(parting="wartet", talk="kein", name="Karla Kundin", verbis="nein")
    chat.confirms()

    assert chat.exchanges == 5
    assert chat.reaction.parting is Parting.WAITING


def test_walk_in_takes_nine_exchanges_by_typing_with_weiter() -> None:
    chat = IntakeChat().starts("neu")
    chat.types("persönlich", "Beschwerde", "Leistung A", "Bescheid seit sieben Wochen offen")
    chat.types("nein", "weiter", "wartet", "weiter", "erfassen")

    assert chat.exchanges == 9
    assert chat.reaction.parting is Parting.WAITING


def test_walk_in_begun_in_one_line_takes_four_exchanges_by_clicking_and_six_by_typing() -> None:
    line = "neu persönlich Leistung A: Bescheid seit sieben Wochen offen"
    clicked = IntakeChat().starts(line)
    clicked.presses(concerns="fachliche_beschwerde").presses(**OPEN).presses(**WAITS).confirms()
    typed = IntakeChat().starts(line).types("Beschwerde", "nein", "weiter", "wartet", "weiter", "erfassen")

    assert clicked.exchanges == 4
    assert typed.exchanges == 6
    assert clicked.reaction.summary == typed.reaction.summary == "Bescheid seit sieben Wochen offen"


def test_command_carries_the_draft_as_its_id_and_the_person_who_talks() -> None:
    command = at_summary().confirms().command
    assert command.command_id == "draft-1"
    assert command.actor == FRONT_DESK
    assert not command.voluntary


def test_typical_walk_in_is_a_complete_reaction() -> None:
    reaction = at_summary().confirms().reaction
    assert reaction.channel is Channel.IN_PERSON
    assert reaction.concerns == (ConcernKind.FACHLICHE_BESCHWERDE,)
    assert reaction.teams == (TEAM_A,)
    assert reaction.origin is Origin.DIRECT
    assert reaction.customer.name == "Karla Kundin"
    assert not reaction.anonymous
    assert reaction.received_at == REGISTERED_AT
    assert reaction.talk_wish is TalkWish.NONE


def test_details_are_asked_for_whom_they_concern() -> None:
    assert at_details().form.title == "Was muss die Teamleitung noch wissen?"
    assert at_details(concerns_lead="ja").form.title == "Was ist noch wichtig?"
    assert at_circumstances("schriftlich").presses(**LETTER).form.title == "Wer hat sich gemeldet?"


def test_what_is_essential_comes_first_and_what_is_optional_last() -> None:
    assert next(iter(at_details().fields())) == "parting"
    assert [asked.required for asked in at_details().form.fields] == [True] + [False] * 7
    assert next(iter(at_circumstances().fields())) == "resolved"


def test_concern_card_says_that_a_widerspruch_alone_is_no_kundenreaktion() -> None:
    hint = at_concern().fields()["concerns"].hint
    assert "Widerspruch" in hint
    assert "Widerspruchsstelle" in hint


def test_several_concerns_and_teams_may_be_chosen() -> None:
    chat = at_circumstances(concerns="fachliche_beschwerde,lob", teams="leistung-a,leistung-b")
    reaction = chat.presses(**OPEN).presses(**WAITS).confirms().reaction
    assert reaction.concerns == (ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.LOB)
    assert reaction.teams == (TEAM_A, TEAM_B)


def test_folgereaktion_alone_is_refused_at_its_field() -> None:
    chat = at_circumstances(concerns="folgereaktion")
    assert "weitere Anliegensart" in chat.fields()["concerns"].problem
    assert chat.fields()["concerns"].value == "folgereaktion"


def test_folgereaktion_asks_for_the_earlier_case() -> None:
    chat = at_circumstances(concerns="fachliche_beschwerde,folgereaktion")
    assert list(chat.fields()) == ["follow_up_of"]
    refused = chat.presses(follow_up_of="  ")
    assert "früheren Vorgang" in refused.fields()["follow_up_of"].problem
    chat.presses(follow_up_of="KRM-2026-0042").presses(**OPEN).presses(**WAITS)
    assert chat.fact("Bezug") == "KRM-2026-0042"
    assert chat.confirms().reaction.follow_up_of == "KRM-2026-0042"


def test_a_reaction_about_the_teamleitung_goes_to_the_management() -> None:
    chat = at_details(concerns_lead="ja").presses(**WAITS)
    assert any("Teamleitung selbst" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.concerns_lead


def test_what_was_noted_in_verbis_is_kept() -> None:
    assert at_summary(verbis="ja").confirms().reaction.origin_in_verbis


def test_summary_says_why_who_and_by_when() -> None:
    sentences = " ".join(at_summary().summary.sentences)
    assert "muss erfasst werden, weil das Anliegen vor Ort nicht sofort geklärt wurde" in sentences
    assert "Federführend ist die Teamleitung Leistung A" in sentences
    assert "Donnerstag, 17. Dezember 2026" in sentences


def test_summary_shows_everything_that_was_told() -> None:
    chat = at_details(leadership="ja").presses(
        parting="gegangen",
        agreed_with="Tom Teamleiter",
        talk="wunsch",
        name="Karla Kundin",
        contact="Musterweg 1",
        number="617A123456",
        verbis="ja",
    )
    shown = " ".join(value for _, value in chat.summary.facts)
    for told in ("persönlich", "Bescheid fehlt", "Leistung A", "Fachliche Beschwerde", "gegangen"):
        assert told in shown
    for told in ("Tom Teamleiter", "Karla Kundin", "Musterweg 1", "617A123456", "vermerkt", "Gespräch"):
        assert told in shown
    assert chat.fact("Leitung")
    assert at_details(concerns_lead="ja").presses(**WAITS).fact("Betroffen") == "die Teamleitung selbst"


def test_what_the_switches_do_not_oblige_to_record_is_offered_voluntarily() -> None:
    context = a_context(switches=replace(Switches(), record_on_tl_referral=False))
    chat = IntakeChat(context=context).starts("neu persönlich Lob Leistung A: Freundlich")
    chat.presses(**OPEN | {"resolved": "ja"})
    assert list(chat.fields()) == ["voluntary"]


def test_one_team_that_is_not_ours_spoils_the_list() -> None:
    chat = at_concern().presses(concerns="lob", teams="leistung-a,nirgends", summary="Danke")
    assert chat.fields()["teams"].problem
