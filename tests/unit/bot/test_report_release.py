"""Who is second to release a report sees the released one, with a sentence (R46)."""

from dataclasses import replace

from bot.clock import FixedClock
from bot.report.reports import RELEASED, Reports
from casework.report import make_report
from procedure.office import StaffMember
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import Role, StaffId
from tests.acceptance.cards import texts_of
from tests.support.builders import MANAGEMENT, REGISTERED_AT, a_case
from tests.support.house import NOW, RULEBOOK, House

SECOND = StaffMember(id=StaffId("second"), name="Gerda Geschäftsleitung", roles=frozenset({Role.MANAGEMENT}))


async def test_the_second_of_two_managers_sees_that_it_is_released() -> None:
    house, year = House(), REGISTERED_AT.year
    await house.has(a_case())
    house.units.office = replace(house.units.office, staff={**house.units.office.staff, SECOND.id: SECOND})
    template = ReportTemplate(version="1")
    await make_report(house.units, year, actor=None, rulebook=RULEBOOK, template=template, now=NOW)
    reports = Reports(
        units=house.units,
        rulebook=RULEBOOK,
        clock=FixedClock(NOW),
        files=None,  # type: ignore[arg-type] # nobody takes one here
    )

    words = {
        person: texts_of(await reports.release(person, year, 1, confirmed=True))
        for person in (MANAGEMENT, SECOND.id)
    }

    assert RELEASED in words[MANAGEMENT]
    assert f"Version 1 des Berichts {year} ist schon freigegeben." in words[SECOND.id]
    assert words[MANAGEMENT][1:] == words[SECOND.id][1:]
