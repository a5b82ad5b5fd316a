"""``krm-bot deadlines`` and ``krm-bot check-rules``: an office tries its rules before it goes live."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.cli.rule_check import Finding
    from procedure.rulebook import Rulebook
    from procedure.vocabulary import Channel

DIFFERENT = 1
BAD_INPUT = 2

_CHANNELS = "schriftlich, elektronisch, telefonisch oder persoenlich"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("deadlines")(deadlines)
    app.command("check-rules")(check_rules)


def deadlines(
    *,
    received: Annotated[
        str, typer.Option(help="Eingang, zum Beispiel 2026-12-24T13:50. Ohne Zeitzone gilt die Ortszeit.")
    ] = "",
    channel: Annotated[str, typer.Option(help=f"Eingangsweg: {_CHANNELS}.")] = "",
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Ohne Name und Anschrift.")] = False,
    external_due: Annotated[
        str, typer.Option(help="Termin einer anfordernden Stelle, zum Beispiel 2026-12-24.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON ausgeben.")] = False,
) -> None:
    """Fristen einer Kundenreaktion berechnen und erklären."""
    from bot.cli.deadline_words import deadlines_as_json, late_of, reminder_sentences
    from bot.cli.local_time import day_from, instant_from
    from procedure.deadlines import deadlines_for

    if not received:
        _refuse("Bitte geben Sie den Eingang an, zum Beispiel --received 2026-12-24T13:50.")
    way = _channel(channel)
    rulebook = _rulebook()
    try:
        result = deadlines_for(
            channel=way,
            received_at=instant_from(received, rulebook.timezone),
            calendar=rulebook.calendar,
            switches=rulebook.switches,
            timezone=rulebook.timezone,
            anonymous=anonymous,
            external_due_on=day_from(external_due) if external_due else None,
        )
        late = late_of(result, rulebook.calendar)
    except ValueError as error:
        _refuse(str(error))
    if as_json:
        _print_json(deadlines_as_json(result, late))
        return
    for sentence in (*result.explanation, *reminder_sentences(result, late)):
        typer.echo(sentence)


def check_rules(
    *,
    file: Annotated[
        Path | None, typer.Argument(help="JSON-Datei mit Beispielfällen.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON ausgeben.")] = False,
) -> None:
    """Die eingestellten Regeln an Beispielfällen prüfen."""
    from bot.cli.rule_cases import CaseFileError, read_cases
    from bot.cli.rule_check import check

    if file is None:
        _refuse("Bitte geben Sie eine Datei an, zum Beispiel: krm-bot check-rules faelle.json.")
    rulebook = _rulebook()
    try:
        findings = [check(case, rulebook) for case in read_cases(file, rulebook.timezone)]
    except CaseFileError as error:
        _refuse(*error.problems)
    for finding in findings:
        for remark in finding.remarks:
            typer.echo(f"Fall {finding.outcome.id}: {remark}", err=True)
    if as_json:
        _print_json([finding.as_json() for finding in findings])
    _print_findings(findings, only_differences=as_json)
    if any(finding.differences for finding in findings):
        raise typer.Exit(DIFFERENT)


def _rulebook() -> "Rulebook":
    from bot.configuration.settings import SettingsError, load_settings

    try:
        return load_settings().rulebook
    except SettingsError as error:
        _refuse(str(error))


def _channel(text: str) -> "Channel":
    from procedure.vocabulary import Channel

    try:
        return Channel(text.strip().lower().replace("ö", "oe"))
    except ValueError:
        problem = f"„{text}“ ist kein Eingangsweg. " if text else ""
        _refuse(f"{problem}Bitte geben Sie mit --channel den Eingangsweg an: {_CHANNELS}.")


def _print_findings(findings: "list[Finding]", *, only_differences: bool) -> None:
    """Print what came out and what differs; beside JSON only the differences, where they spoil nothing."""
    for finding in findings:
        if only_differences and not finding.differences:
            continue
        typer.echo(f"Fall {finding.outcome.id}{_verdict(finding)}", err=only_differences)
        for difference in finding.differences:
            typer.echo(f"  Abweichung: {difference}", err=only_differences)
        for sentence in () if only_differences else finding.explanation:
            typer.echo(f"  {sentence}")
    if only_differences:
        return
    different = sum(bool(finding.differences) for finding in findings)
    not_compared = sum(not finding.compared for finding in findings)
    as_expected = len(findings) - different - not_compared
    typer.echo(
        f"Geprüft: {len(findings)}. Wie erwartet: {as_expected}. Abweichend: {different}. "
        f"Ohne Erwartung: {not_compared}."
    )


def _verdict(finding: "Finding") -> str:
    if not finding.compared:
        return ":"
    return " weicht ab:" if finding.differences else " wie erwartet:"


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _refuse(*sentences: str) -> NoReturn:
    """End with what is wrong: bad input is the user's to mend, so no trace."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)
