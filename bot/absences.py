"""„Abwesend bis Freitag“, „wieder da“: reports it and says who stands in (R11, A25)."""

from dataclasses import dataclass

from bot.clock import Clock
from cards.absence import absence_card, return_card
from cards.card import Card
from casework.absences import report_absence, report_return
from casework.commands import ReportAbsence, ReportReturn
from casework.ports import UnitsOfWork
from dialogs.requests import Away, Back
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences:
    """Reports absences. Raises what the use cases raise, each with a German sentence."""

    units: UnitsOfWork
    rulebook: Rulebook
    clock: Clock

    async def away(self, said: Away, actor: StaffId, command_id: str) -> Card:
        """Report an absence and draw who stands in."""
        command = ReportAbsence(
            command_id=command_id,
            actor=actor,
            staff_id=said.staff_id,
            from_on=said.from_on,
            until_on=said.until_on,
        )
        reported = await report_absence(self.units, command, rulebook=self.rulebook, now=self.clock.now())
        return absence_card(
            from_on=reported.absence.from_on,
            until_on=reported.absence.until_on,
            represented=[(each.team_name, each.by) for each in reported.represented],
            name="" if said.staff_id == actor else reported.name,
        )

    async def back(self, said: Back, actor: StaffId, command_id: str) -> Card:
        """Report that somebody is back."""
        command = ReportReturn(command_id=command_id, actor=actor, staff_id=said.staff_id)
        name = await report_return(self.units, command, rulebook=self.rulebook, now=self.clock.now())
        return return_card("" if said.staff_id == actor else name)
