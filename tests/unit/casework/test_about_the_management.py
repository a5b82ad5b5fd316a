"""A reaction about the management (A26): in record and history, told to BGF and management, shown to both."""

from dataclasses import replace

import pytest

from casework.present import Presenter
from procedure import steps
from procedure.notification import NoticeKind
from procedure.vocabulary import Channel, StaffId
from tests.support.builders import BGF, MANAGEMENT, a_case, a_reaction, an_office
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import NOW, RULEBOOK, House

AGAINST = steps.Correct(reason="Steht im Brief", concerns_management=True)


async def test_the_step_is_in_the_record_the_history_and_the_news(
    house: House, units: FakeUnitsOfWork
) -> None:
    case = a_case(reaction=a_reaction(channel=Channel.WRITTEN, parting=None))
    await house.has(case)
    await house.take(case, BGF, AGAINST)
    kept = units.cases_by_id[case.id]
    assert kept.reaction == replace(case.reaction, concerns_management=True)
    (entry,) = units.audit_entries
    assert (entry.event, entry.actor, entry.details) == ("Corrected", BGF, {"fields": "concerns_management"})
    (correction,) = units.corrections_made
    assert (correction.field, correction.old, correction.new, correction.reason) == (
        "concerns_management",
        "nein",
        "ja",
        "Steht im Brief",
    )
    told = {notice.kind for notice in units.notices_put}
    assert {NoticeKind.NEWS_FOR_BGF, NoticeKind.NEWS_FOR_MANAGEMENT} <= told


@pytest.mark.parametrize("who", [BGF, MANAGEMENT])
@pytest.mark.parametrize("about", [True, False])
def test_the_card_knows_it(about: bool, who: StaffId) -> None:  # noqa: FBT001 - a column of the table
    case = a_case(reaction=a_reaction(concerns_management=about))
    view = Presenter(office=an_office(), rulebook=RULEBOOK, now=NOW).case(case, who)
    assert view is not None
    assert view.about_management is about
