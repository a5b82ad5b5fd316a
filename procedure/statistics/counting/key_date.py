"""A case as it stood on the Stichtag: what happened later has not happened (GA VIII, R47)."""

from dataclasses import replace
from datetime import date

from procedure.statistics.facts import CaseFacts
from procedure.vocabulary import AcknowledgementState


def as_of(facts: CaseFacts, key_date: date) -> CaseFacts:
    """Return a case as it stood at the end of the key date.

    What has no day among the facts counts as it stands: classification, teams, a waived acknowledgement,
    the form of a talk, alerts. A case that was taken up again is open until it is closed anew, whenever
    that was: its former result does not hold any more (A19).
    """
    known = facts
    if known.closed_on is not None and known.closed_on > key_date:
        known = replace(known, closed_on=None, outcome=None, answer=None, cause=None)
    if known.ended_on is not None and known.ended_on > key_date:
        known = replace(known, ended_on=None, end=None)
    if known.acknowledged_on is not None and known.acknowledged_on > key_date:
        known = replace(known, acknowledged_on=None, acknowledgement=_not_yet_sent(known))
    if any(notice.sent_on > key_date for notice in known.interim_notices):
        sent = tuple(notice for notice in known.interim_notices if notice.sent_on <= key_date)
        known = replace(known, interim_notices=sent)
    if known.talk_held_on is not None and known.talk_held_on > key_date:
        known = replace(known, talk_held_on=None)
    if known.reopened_on is not None and known.reopened_on > key_date:
        known = replace(known, reopened_on=None)
    return known


def _not_yet_sent(facts: CaseFacts) -> AcknowledgementState:
    if facts.acknowledgement is not AcknowledgementState.SENT:
        return facts.acknowledgement
    owed = facts.acknowledge_by is not None
    return AcknowledgementState.OPEN if owed else AcknowledgementState.NOT_NEEDED
