"""A good answer to the forms that keep a case from others, or longer than its time."""

from cards.step_forms.form import Wish
from casework.views import Step
from procedure import steps
from procedure.vocabulary import HoldGround

PROTECTED: dict[Step, tuple[dict[str, str], Wish]] = {
    Step.SHIELD: (
        {"reason": "Steht im Brief.", "confidential": "ja", "concerns_lead": "ja"},
        steps.Shield(reason="Steht im Brief.", confidential=True, concerns_lead=True),
    ),
    Step.PLACE_HOLD: (
        {"ground": "einschraenkung", "note": "Antrag liegt vor."},
        steps.PlaceHold(ground=HoldGround.RESTRICTION, note="Antrag liegt vor."),
    ),
    Step.LIFT_HOLD: (
        {"ground": "klage", "reason": "Klage zurückgenommen."},
        steps.LiftHold(ground=HoldGround.LAWSUIT, reason="Klage zurückgenommen."),
    ),
}
