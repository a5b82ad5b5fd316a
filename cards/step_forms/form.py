"""A step's form, declared: its words, its fields, and how its answer becomes a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cards.step_forms.answers import Answers
from cards.step_forms.fields import ChoiceField, Field
from casework.views import CaseView, Step
from procedure.errors import IncompleteReaction
from procedure.rulebook import Rulebook
from procedure.steps import CaseStep
from procedure.vocabulary import DocumentKind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWish:
    """A letter is to be made and put to the case (R18, R24)."""

    kind: DocumentKind
    text: str = ""
    outcome: Outcome | None = None
    measure: str = ""


Wish = CaseStep | LetterWish


def no_words(_view: CaseView) -> tuple[str, ...]:
    """Say nothing above the fields."""
    return ()


def no_remark(_wish: Wish, _rulebook: Rulebook, _today: date) -> str:
    """Remark nothing."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """One step of a case card: a button that acts at once, or one that unfolds the fields."""

    step: Step
    title: str
    """What the button is called; „…“ is added where it unfolds something."""
    read: Callable[[Answers], Wish]
    """Raises IncompleteReaction with the name of a field."""
    submit: str = ""
    """The button below the fields; unlike every other title, because both are on one card."""
    fields: tuple[Field, ...] = ()
    intro: Callable[[CaseView], tuple[str, ...]] = no_words
    """Sentences above the fields."""
    plain_ids: bool = False
    """The inputs are called like the fields; else the step stands before, so that no two forms share one."""
    other_names: Mapping[str, str] = field(default_factory=dict)
    """What the rules call a detail, where the form's field has another name."""
    remark: Callable[[Wish, Rulebook, date], str] = no_remark
    """A sentence on the answer's card, for what is allowed and unusual."""

    def input_id(self, name: str) -> str:
        """Name the input of a field."""
        return name if self.plain_ids else f"{self.step.value}.{name}".replace(".", "_")

    @property
    def ids(self) -> Mapping[str, str]:
        """All inputs: their id by the name of the field."""
        return {field.name: self.input_id(field.name) for field in self.fields}

    def asked(self, view: CaseView) -> tuple[Field, ...]:
        """Name the fields this view leaves to be filled in."""
        return tuple(f for f in self.fields if f.applies(view) and self._settled(f, view) is None)

    def sent_along(self, view: CaseView) -> dict[str, object]:
        """Return what the button itself sends: choices where there is nothing to choose."""
        settled = ((f, self._settled(f, view)) for f in self.fields if f.applies(view))
        return {self.input_id(f.name): value for f, value in settled if value is not None}

    def wish(self, typed: Mapping[str, str], rulebook: Rulebook) -> Wish:
        """Read what was typed (by input id); IncompleteReaction names the field."""
        by_name = {name: typed.get(input_id, "") for name, input_id in self.ids.items()}
        return self.read(Answers(fields={f.name: f for f in self.fields}, values=by_name, rulebook=rulebook))

    def problem(self, error: IncompleteReaction) -> Mapping[str, str]:
        """Put a sentence to the input it is about; empty where it is about none of this form's."""
        name = self.other_names.get(error.field, error.field)
        return {self.ids[name]: str(error)} if name in self.ids else {}

    def _settled(self, field_: Field, view: CaseView) -> str | None:
        return field_.settled(view) if isinstance(field_, ChoiceField) else None
