"""The people with windows are the people of the roster."""

import tomllib
from typing import Any

import pytest

from bot.demo.bot_process import ROSTER
from bot.demo.people import BGF, DEPUTY, EVERYBODY, FRONT_DESK, MANAGEMENT, TEAM_LEAD, Person


@pytest.fixture
def roster() -> dict[str, Any]:
    return tomllib.loads(ROSTER.read_text(encoding="utf-8"))


def entry(roster: dict[str, Any], person: Person) -> dict[str, Any]:
    (found,) = (one for one in roster["staff"] if one["object_id"] == person.object_id)
    return dict(found)


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: person.key)
def test_roster_lists_each_person_with_the_same_name_and_room(roster: dict[str, Any], person: Person) -> None:
    listed = entry(roster, person)

    assert listed["name"] == person.name
    assert person.office.endswith(f"Zimmer {listed['room']}")


def test_roles_are_those_that_the_windows_promise(roster: dict[str, Any]) -> None:
    (team,) = (one for one in roster["teams"] if one["name"] == "Leistung A")

    assert entry(roster, FRONT_DESK)["roles"] == ["eingangszone"]
    assert entry(roster, BGF)["roles"] == ["bgf"]
    assert entry(roster, MANAGEMENT)["roles"] == ["geschaeftsleitung"]
    assert team["lead"] == TEAM_LEAD.object_id
    assert team["deputies"] == [DEPUTY.object_id]
