from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from procedure.case import Customer, Reaction
from procedure.errors import IncompleteReaction
from procedure.recording import SUMMARY_MAX_LENGTH, TEXT_MAX_LENGTH, check_complete
from procedure.vocabulary import (
    Channel,
    ConcernKind,
    EscalationGround,
    Origin,
    Parting,
    TalkWish,
    TeamId,
)

NOW = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
COMPLETE = Reaction(
    channel=Channel.IN_PERSON,
    received_at=NOW - timedelta(minutes=5),
    concerns=(ConcernKind.FACHLICHE_BESCHWERDE,),
    teams=(TeamId("leistung-a"),),
    summary="Bescheid seit sieben Wochen offen",
    parting=Parting.WAITING,
)
FOLLOW_UP = (ConcernKind.FOLGEREAKTION, ConcernKind.FACHLICHE_BESCHWERDE)


def refusal(**changes: Any) -> IncompleteReaction:  # noqa: ANN401 - any field of a reaction
    with pytest.raises(IncompleteReaction) as refused:
        check_complete(replace(COMPLETE, **changes), NOW)
    return refused.value


def accept(**changes: Any) -> None:  # noqa: ANN401 - any field of a reaction
    check_complete(replace(COMPLETE, **changes), NOW)


def test_a_complete_reaction_passes() -> None:
    accept()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"origin": "nirgends"}, "origin"),
        ({"origin": Origin.OTHER}, "origin_detail"),
        ({"origin": Origin.OTHER, "origin_detail": "  "}, "origin_detail"),
        ({"concerns": ()}, "concerns"),
        ({"concerns": (ConcernKind.FOLGEREAKTION,), "follow_up_of": "KRM-2026-0006"}, "concerns"),
        ({"concerns": FOLLOW_UP}, "follow_up_of"),
        ({"teams": ()}, "teams"),
        ({"teams": (TeamId(" "),)}, "teams"),
        ({"summary": ""}, "summary"),
        ({"summary": " \n"}, "summary"),
        ({"parting": None}, "parting"),
        ({"channel": Channel.TELEPHONE, "parting": None}, "parting"),
        ({"talk_wish": TalkWish.IMMEDIATE, "escalation_note": "Es eilt."}, "escalation_ground"),
        (
            {"talk_wish": TalkWish.IMMEDIATE, "escalation_ground": EscalationGround.ESKALATION},
            "escalation_note",
        ),
        ({"received_at": NOW + timedelta(seconds=1)}, "received_at"),
        ({"received_at": datetime(2026, 12, 3, 12, 0)}, "received_at"),  # noqa: DTZ001 - to be refused
        ({"received_at": datetime(1026, 12, 3, 12, 0, tzinfo=UTC)}, "received_at"),
        ({"external_due_on": date(2226, 12, 3)}, "external_due_on"),
        ({"external_due_on": date(26, 12, 3)}, "external_due_on"),
    ],
)
def test_what_is_missing_is_refused_at_its_field_with_a_sentence(changes: dict[str, Any], field: str) -> None:
    refused = refusal(**changes)
    assert refused.field == field
    assert str(refused).endswith(".")
    assert any(word in str(refused) for word in ("Bitte", "bitte"))


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": Origin.OTHER, "origin_detail": "Wahlkreisbüro"},
        {"concerns": FOLLOW_UP, "follow_up_of": "nicht gefunden, Brief vom Februar"},
        {"concerns": tuple(ConcernKind), "follow_up_of": "KRM-2026-0006"},
        {"parting": None, "resolved_on_spot": True},
        {"parting": None, "channel": Channel.WRITTEN},
        {"talk_wish": TalkWish.WISH},
        {
            "talk_wish": TalkWish.IMMEDIATE,
            "escalation_ground": EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION,
            "escalation_note": "Heute wird der Strom abgestellt.",
        },
        {"escalation_ground": EscalationGround.BEDROHUNG},
        {"received_at": NOW},
        {"customer": Customer(name="<b>Ünal</b> 🙂 שלום")},
        {"anonymous": True},
        {"external_due_on": date(2027, 3, 1)},
    ],
)
def test_what_is_complete_passes(changes: dict[str, Any]) -> None:
    accept(**changes)


def with_text(name: str, text: str) -> dict[str, Any]:
    whole, _, part = name.partition(".")
    return {whole: Customer(**{part: text})} if part else {whole: text}


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("summary", SUMMARY_MAX_LENGTH),
        ("origin_detail", TEXT_MAX_LENGTH),
        ("customer.name", TEXT_MAX_LENGTH),
        ("customer.contact", TEXT_MAX_LENGTH),
        ("customer.number", TEXT_MAX_LENGTH),
        ("escalation_note", TEXT_MAX_LENGTH),
        ("handover_agreed_with", TEXT_MAX_LENGTH),
        ("follow_up_of", TEXT_MAX_LENGTH),
        ("duplicate_of", TEXT_MAX_LENGTH),
    ],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(name: str, limit: int) -> None:
    accept(**with_text(name, "ä" * limit))
    for length in (limit + 1, 100_000):
        refused = refusal(**with_text(name, "ä" * length))
        assert refused.field == name
        assert f"höchstens {limit} Zeichen" in str(refused)


def test_the_limits_are_those_announced() -> None:
    assert (SUMMARY_MAX_LENGTH, TEXT_MAX_LENGTH) == (4000, 200)


def test_a_refusal_never_repeats_what_was_typed() -> None:
    assert "geheim" not in str(refusal(customer=Customer(name="geheim" * 100)))


def test_no_concern_is_refused_in_the_words_of_the_office() -> None:
    assert str(refusal(concerns=())) == (
        "Das kann ich so nicht speichern: Bitte wählen Sie mindestens eine Anliegensart."
    )


def test_an_immediate_talk_without_a_ground_is_sent_to_the_teamleitung_first() -> None:
    assert str(refusal(talk_wish=TalkWish.IMMEDIATE)) == (
        "Ein sofortiges Gespräch ist nur bei Eskalation, Bedrohung oder schwerwiegender "
        "Gesamtsituation möglich. Bitte schalten Sie zuerst die Teamleitung ein."
    )


def test_now_must_be_aware() -> None:
    with pytest.raises(ValueError, match="aware"):
        check_complete(COMPLETE, NOW.replace(tzinfo=None))


@pytest.mark.parametrize("people", [0, -1, 1001])
def test_between_one_and_a_thousand_people_complain_together(people: int) -> None:
    assert refusal(people=people).field == "people"
    accept(people=1)
    accept(people=1000)


def test_a_power_of_attorney_belongs_to_a_third_party() -> None:
    assert refusal(third_party_authorised=True).field == "third_party_authorised"
    accept(third_party_authorised=True, origin=Origin.OTHER, origin_detail="Betreuungsverein")


def test_a_confidential_reaction_needs_nothing_else() -> None:
    accept(confidential=True)
