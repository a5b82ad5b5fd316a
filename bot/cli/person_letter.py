"""The text of the letter that goes with a disclosure (Art. 15 (1), (2) DSGVO, § 83 SGB X)."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.cli.person_words import Words
from casework.letter_ports import LetterHead
from casework.person_case import DisclosedCase
from casework.person_export import PersonExport, WithholdGround
from documents.disclosure import Chapter, Disclosure, Section
from documents.disclosure_labels import part_label
from procedure.days_in_words import day_in_words
from procedure.rulebook import Rulebook

CHECK_FIRST: Final = (
    "Vor der Herausgabe muss eine Person alles durchsehen: Nur die Namen der eingetragenen Beschäftigten "
    "sind in den Texten ersetzt. Andere Namen und alle Schreiben und Scans sind unverändert."
)
"""For whoever hands it out; said by the command, too."""

GROUNDS: Final[Mapping[WithholdGround, str]] = {
    WithholdGround.TASKS: (
        "Die Auskunft würde die Erfüllung unserer Aufgaben gefährden "
        "(§ 83 Absatz 1 Nummer 1, § 82a Absatz 1 Nummer 1 Buchstabe a SGB X)."
    ),
    WithholdGround.SAFETY: (
        "Die Auskunft würde die öffentliche Sicherheit oder Ordnung gefährden "
        "(§ 83 Absatz 1 Nummer 1, § 82a Absatz 1 Nummer 1 Buchstabe b SGB X)."
    ),
    WithholdGround.OTHERS: (
        "Berechtigte Interessen anderer Personen überwiegen "
        "(§ 83 Absatz 1 Nummer 1, § 82a Absatz 1 Nummer 2 SGB X, Artikel 15 Absatz 4 DSGVO)."
    ),
    WithholdGround.KEEPING: (
        "Die Daten sind nur noch gespeichert, weil wir sie aufbewahren müssen, und die Auskunft wäre ein "
        "unverhältnismäßiger Aufwand (§ 83 Absatz 1 Nummer 2 SGB X)."
    ),
}

_CONFIDENTIAL: Final = "Dieser Vorgang wird bei uns besonders vertraulich behandelt."
_NO_PAPERS: Final = "Schreiben und Scans sind nur aufgezählt und nicht beigefügt."


def letter_of(
    export: PersonExport, files: Mapping[str, tuple[str, ...]], head: LetterHead, rulebook: Rulebook
) -> Disclosure:
    """Put a disclosure into words; ``files`` names, for each case, the file of each paper or nothing."""
    words = Words(rulebook.timezone)
    withheld = (
        Chapter(
            title=f"Vorgang {number}", remarks=(f"Diesen Vorgang legen wir nicht offen. {GROUNDS[ground]}",)
        )
        for number, ground in export.withheld
    )
    told = (_chapter(case, files[case.number], words) for case in export.cases)
    day = day_in_words(rulebook.day(export.at))
    return Disclosure(
        head=head,
        date=day,
        address=export.addressee["anschrift"],
        salutation=f"{export.addressee['anrede']},",
        introduction=tuple(_introduction(export, day, rulebook.retention_years)),
        chapters=(*told, *withheld),
        rights=tuple(_rights(head)),
    )


def _introduction(export: PersonExport, day: str, years: int) -> Iterator[str]:
    kept = "ein volles Kalenderjahr" if years == 1 else f"{years} volle Kalenderjahre"
    yield f"Hinweis nur für das Haus, vor der Herausgabe bitte löschen: {CHECK_FIRST}"
    yield (
        "Sie haben gefragt, welche Daten wir im Kundenreaktionsmanagement über Sie gespeichert haben "
        f"(Artikel 15 DSGVO, § 83 SGB X). Hier ist unsere Auskunft. Stand: {day}."
    )
    yield (
        "Wir speichern diese Daten, um Ihre Rückmeldung zu bearbeiten, Ihnen zu antworten und aus Fehlern zu "
        "lernen. Die Angaben stammen von Ihnen, von Stellen, die sich für Sie gemeldet haben, oder aus der "
        "Bearbeitung. Empfänger sind die zuständigen Teams, die Geschäftsleitung und ihr Büro. Andere "
        "Empfänger stehen beim Vorgang. Eine automatische Entscheidung findet nicht statt."
    )
    yield (
        f"Nach dem Jahr des Abschlusses bewahren wir einen Vorgang noch {kept} auf. Danach wird er "
        "anonymisiert. Eine Petition, eine Klage, eine Strafanzeige oder eine "
        "Einschränkung der Verarbeitung hält das auf."
    )
    yield (
        "Nicht enthalten sind Entwürfe, die noch niemand aufgenommen hat. Sie lassen sich keiner Person "
        "zuordnen und werden nach 24 Stunden gelöscht."
    )
    yield "Namen von Beschäftigten sind durch „[Beschäftigte/r]“ ersetzt."
    if not export.papers:
        yield _NO_PAPERS


def _chapter(case: DisclosedCase, files: tuple[str, ...], words: Words) -> Chapter:
    parts = (
        Section(title=part_label(part.name, part.position), rows=rows)
        for part in case.parts
        if (rows := words.part(part))
    )
    rest = (
        Section(title="Berichtigte Angaben", rows=tuple(words.corrections(case.corrections))),
        Section(title="Schreiben und Scans", rows=tuple(words.papers(case.papers, files))),
        Section(title="Verlauf", rows=words.events(case.history)),
    )
    return Chapter(
        title=f"Vorgang {case.number}",
        remarks=(_CONFIDENTIAL,) if case.confidential else (),
        sections=(*parts, *(section for section in rest if section.rows)),
    )


def _rights(head: LetterHead) -> Iterator[str]:
    yield (
        "Sind Angaben falsch, können Sie verlangen, dass wir sie berichtigen (Artikel 16 DSGVO). Sie können "
        "verlangen, dass wir Daten löschen oder ihre Verarbeitung einschränken (Artikel 17 und 18 DSGVO, "
        "§ 84 SGB X), und Sie können der Verarbeitung widersprechen (Artikel 21 DSGVO)."
    )
    yield (
        "Sie können sich bei der Aufsichtsbehörde für den Datenschutz beschweren (Artikel 77 DSGVO). "
        f"Mehr dazu, auch wie Sie unsere Datenschutzbeauftragten erreichen, steht hier: {head.privacy_url}"
    )
