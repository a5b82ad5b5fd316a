"""People at random: what they answer to a question of the intake, and how they put it."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from cards.forms import Field, InputKind
from dialogs.choices import Aliases
from dialogs.intake_options import CHANNEL_ALIASES, KIND_ALIASES, ORIGIN_ALIASES
from tests.dialogs.intake_chat import IntakeChat

LONGEST_CLICKED = 12
"""Presses of the longest walk: four steps, each with what follows from it, the offer, „Erfassen“."""

LONGEST_TYPED = 30
"""Messages of the longest walk: one for each question."""

TEXTS = {
    "summary": [
        "Der Bescheid ist seit sieben Wochen offen.",
        "Laut 😡\nund unfreundlich",
        "neu ist das nicht",
    ],
    "follow_up_of": ["KRM-2026-0001", "Beschwerde im Frühjahr"],
    "origin_detail": ["Wahlkreisbüro", "Ämterlotsin"],
    "agreed_with": ["Tom Teamleiter, 10 Uhr"],
    "talk_note": ["Er schreit und schlägt auf den Tresen."],
    "name": ["Karla Kundin", "O'Neill <b>", "שלום"],
    "contact": ["karla@example.org", "Musterweg 1\t77777 Musterstadt"],
    "people": ["12", "zwölf Personen", "1", "1000"],
    "external_due": ["2026-12-03", "15.3.2027", "1.2.2028", "2029-01-01"],
    "number": ["617A123456", "007"],
    "received": ["gestern", "1.12.2026", "heute 9 Uhr", "vor einer Stunde", "3. März 2026 14 Uhr"],
    "happened": ["gestern 8:15", "vor 10 Minuten", "jetzt"],
}
ALIASES: dict[str, Aliases] = {
    "channel": CHANNEL_ALIASES,
    "concerns": KIND_ALIASES,
    "origin": ORIGIN_ALIASES,
}


@dataclass
class Person:
    """Answers each question in the same way whenever it is asked."""

    data: st.DataObject
    answers: dict[str, str] = field(default_factory=dict)

    def answer(self, asked: Field) -> str:
        """Return what a form would send for the question; empty leaves it open."""
        if asked.id not in self.answers:
            self.answers[asked.id] = self.data.draw(_sent(asked), label=asked.id)
        return self.answers[asked.id]

    def fill(self, chat: IntakeChat) -> IntakeChat:
        """Fill in the present form and press „Weiter“."""
        return chat.presses(**{asked.id: self.answer(asked) for asked in chat.form.fields})

    def type(self, chat: IntakeChat) -> IntakeChat:
        """Type the answer to the first question of the present form."""
        asked = chat.form.fields[0]
        return chat.types(self.data.draw(spellings(asked, self.answer(asked)), label=f"typed {asked.id}"))


def _sent(asked: Field) -> st.SearchStrategy[str]:
    values = [str(option.value) for option in asked.options]
    match asked.kind:
        case InputKind.MULTI:
            lists = st.lists(st.sampled_from(values), min_size=1, unique=True).map(",".join)
            # A follow-up alone is no kind of concern (R9); that has its own test.
            return lists.filter(lambda joined: joined != "folgereaktion")
        case InputKind.TEXT | InputKind.LONG_TEXT | InputKind.DATE:
            texts = st.sampled_from(TEXTS[asked.id])
            return texts if asked.required else st.just("") | texts
        case _:
            return st.sampled_from(values)


def spellings(asked: Field, answer: str) -> st.SearchStrategy[str]:
    """Return ways to type what a form would send."""
    if not answer:
        return st.sampled_from(["-", "–", "überspringen", "keine Angabe"])
    if not asked.options:
        return st.just(answer)
    parts = [_one_spelling(asked, value) for value in answer.split(",")]
    if len(parts) == 1:
        return parts[0]
    return st.tuples(st.sampled_from([", ", " und ", ";", "\n"]), *parts).map(lambda t: t[0].join(t[1:]))


def _one_spelling(asked: Field, value: str) -> st.SearchStrategy[str]:
    number, option = next((n, o) for n, o in enumerate(asked.options, start=1) if o.value == value)
    names = [option.title, value, *ALIASES.get(asked.id, {}).get(value, ())]
    # Commas and „und“ part the items of a list, so that a title with them has to be told by itself.
    if asked.kind is InputKind.MULTI:
        names = [name for name in names if "," not in name]
    spelled = st.sampled_from(names)
    return (
        spelled
        | spelled.map(str.upper)
        | spelled.map(lambda name: name.replace("ö", "oe").replace("ü", "ue").replace("ä", "ae"))
        | st.sampled_from([str(number), f"{number}.", f"Nr. {number}"])
    )
