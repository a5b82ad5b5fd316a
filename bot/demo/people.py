"""The invented people of the demo, one window each. ``roster.toml`` knows the same people."""

from dataclasses import dataclass

TENANT_ID = "11111111-1111-4111-8111-111111111111"
BOT_ID = "28:krm-bot"
BOT_NAME = "KRM-Bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who has a window in the demo."""

    key: str
    """Short name for folders and ids, for example ``empfang``."""
    name: str
    office: str
    """What the person is in the office and where, as the demo prints it."""
    object_id: str
    """Entra object id, as in ``roster.toml``."""

    @property
    def user_id(self) -> str:
        """The channel's id of this person, as Teams would give it (``29:…``)."""
        return f"29:{self.key}"

    @property
    def conversation_id(self) -> str:
        """The personal chat with the bot. It stays the same over restarts, so the bot finds it again."""
        return f"a:{self.key}"

    @property
    def email(self) -> str:
        """An address in a domain that is reserved for examples."""
        return f"{self.key}@example.com"


FRONT_DESK = Person(
    key="empfang",
    name="Erika Empfang",
    office="Empfang, Zimmer 004",
    object_id="00000000-0000-4000-8000-000000000001",
)
TEAM_LEAD = Person(
    key="teamleitung",
    name="Tom Teamleiter",
    office="Teamleitung Leistung A, Zimmer 214",
    object_id="00000000-0000-4000-8000-000000000002",
)
DEPUTY = Person(
    key="stellvertretung",
    name="Sina Stellvertretung",
    office="Teamleitung Leistung B, stv. Leistung A, Zimmer 215",
    object_id="00000000-0000-4000-8000-000000000003",
)
BGF = Person(
    key="bgf",
    name="Bea Büro",
    office="Büro der Geschäftsführung, Zimmer 302",
    object_id="00000000-0000-4000-8000-000000000004",
)
MANAGEMENT = Person(
    key="geschaeftsleitung",
    name="Gerd Geschäftsleitung",
    office="Geschäftsleitung, Zimmer 301",
    object_id="00000000-0000-4000-8000-000000000005",
)

PEOPLE = (FRONT_DESK, TEAM_LEAD, DEPUTY, BGF, MANAGEMENT)
"""Those who play a part; each has a chat with the bot."""

CHANNEL_READER = Person(
    key="kanal",
    name="Mio Muster",
    office="Teamleitung Markt und Integration, Zimmer 107",
    object_id="00000000-0000-4000-8000-000000000007",
)
"""A window belongs to somebody, and the team's channel has a window of its own: it is his."""

EVERYBODY = (*PEOPLE, CHANNEL_READER)

CHANNEL_ID = "19:krm-kanal@thread.tacv2"
CHANNEL_NAME = "KRM-Wochenübersicht"
