"""Invented steps of the conversation for the gallery: every kind of field, with and without a problem."""

from dataclasses import replace

from cards.forms import Field, FormView, InputKind, Option, SummaryView

DRAFT = "d1b2c3d4-0000-4000-8000-000000000042"
DANGER = "Besteht Gefahr? Lösen Sie bitte zuerst den Alarm aus oder wählen Sie 110 oder 112."


def channel_step() -> FormView:
    """Build the first question: four buttons."""
    return FormView(
        draft_id=DRAFT,
        turn=0,
        progress="Schritt 1 von 5",
        title="Wie hat sich die Kundin/der Kunde gemeldet?",
        fields=(
            Field(
                id="channel",
                kind=InputKind.BUTTONS,
                label="Wie hat sich die Kundin/der Kunde gemeldet?",
                error="Bitte wählen Sie einen Weg.",
                options=(
                    Option(value="persoenlich", title="Persönlich"),
                    Option(value="telefonisch", title="Telefonisch"),
                    Option(value="schriftlich", title="Brief oder Fax"),
                    Option(value="elektronisch", title="E-Mail oder online"),
                ),
            ),
        ),
        can_go_back=False,
    )


def concern_step() -> FormView:
    """Build the question what it is about: several choices, a list and a text."""
    return FormView(
        draft_id=DRAFT,
        turn=2,
        progress="Schritt 2 von 5",
        title="Worum geht es?",
        fields=(_CONCERNS, _TEAM, _SUMMARY),
    )


def concern_step_again() -> FormView:
    """Build the same question when the answer could not be used: nothing typed is lost."""
    return replace(
        concern_step(),
        fields=(
            replace(_CONCERNS, problem="Es ist noch kein Anliegen gewählt."),
            replace(_TEAM, value="leistung-a"),
            replace(
                _SUMMARY,
                value="Bescheid <b>dringend</b> 😟 seit 7 Wochen offen",
                problem="Der Text ist zu lang. Bitte kürzen Sie ihn auf 1000 Zeichen.",
            ),
        ),
    )


def danger_step() -> FormView:
    """Build a question under a sentence that cannot wait (A30)."""
    return FormView(
        draft_id=DRAFT,
        turn=4,
        progress="Schritt 4 von 5",
        title="Möchte die Kundin/der Kunde sofort mit der Geschäftsleitung sprechen?",
        warning=DANGER,
        fields=(
            Field(
                id="ground",
                kind=InputKind.RADIO,
                label="Anlass",
                error="Bitte wählen Sie einen Anlass.",
                options=(
                    Option(value="eskalation", title="Eskalation"),
                    Option(value="bedrohung", title="Bedrohung"),
                    Option(value="schwerwiegende_gesamtsituation", title="Schwerwiegende Gesamtsituation"),
                ),
            ),
            Field(
                id="note",
                kind=InputKind.LONG_TEXT,
                label="Was ist der Anlass?",
                error="Bitte begründen Sie das Gespräch in einem Satz.",
                hint="Bitte keine Gesundheitsdaten und keine Namen von Beschäftigten.",
                max_length=1000,
            ),
        ),
    )


def arrival_step() -> FormView:
    """Build the question when it arrived: a day, a time, a short text."""
    return FormView(
        draft_id=DRAFT,
        turn=3,
        progress="Schritt 3 von 5",
        title="Wann ist die Reaktion bei uns eingegangen?",
        intro="Es zählt der Tag, an dem sie zuerst im Jobcenter war.",
        fields=(
            Field(
                id="received_on",
                kind=InputKind.DATE,
                label="Tag",
                error="Bitte wählen Sie einen Tag bis heute.",
                value="2026-11-18",
            ),
            Field(
                id="received_time",
                kind=InputKind.TIME,
                label="Uhrzeit (freiwillig)",
                error="",
                required=False,
            ),
            Field(
                id="contact",
                kind=InputKind.TEXT,
                label="Telefon, E-Mail oder Anschrift (freiwillig)",
                error="",
                required=False,
                max_length=200,
                placeholder="zum Beispiel 0791 1234",
            ),
        ),
    )


def kind_step() -> FormView:
    """Build a question with more options than fit as buttons: they become a list with all in sight."""
    return FormView(
        draft_id=DRAFT,
        turn=1,
        progress="Schritt 2 von 5",
        title="Welches Team betrifft es?",
        fields=(
            Field(
                id="team",
                kind=InputKind.BUTTONS,
                label="Team",
                error="Bitte wählen Sie ein Team.",
                options=tuple(
                    Option(value=f"team-{n}", title=title)
                    for n, title in enumerate(
                        (
                            "Leistung A",
                            "Leistung B",
                            "Leistung C",
                            "Markt und Integration",
                            "Unterhalt",
                            "Rechtsstelle",
                            "Empfang",
                        )
                    )
                ),
            ),
        ),
    )


def summary() -> SummaryView:
    """Build what will be recorded."""
    return SummaryView(
        draft_id=DRAFT,
        turn=5,
        progress="Schritt 5 von 5",
        facts=(
            ("Weg", "persönlich, direkt bei uns"),
            ("Eingang", "Donnerstag, 19. November 2026, 10:42 Uhr"),
            ("Anliegen", "Fachliche Beschwerde"),
            ("Team", "Leistung A"),
            ("Text", "Bescheid seit sieben Wochen offen, Miete nicht gezahlt. <b>Dringend</b> 😟"),
            ("Kundin/Kunde", "Karla Kundin, karla_kundin@example.org"),
            ("Kundin/Kunde jetzt", "wartet auf Antwort"),
        ),
        sentences=(
            "Die Reaktion muss erfasst werden, weil Sie nicht sofort helfen konnten.",
            "Zuständig ist die Teamleitung Leistung A. Antwort bis Donnerstag, 3. Dezember 2026.",
        ),
    )


def long_summary() -> SummaryView:
    """Build a summary with a long text: it gets paragraphs of its own."""
    text = (
        "Die Kundin war heute zum dritten Mal am Empfang. Der Bescheid über die Weiterbewilligung ist seit "
        "sieben Wochen offen.\n\nDie Miete für November ist nicht gezahlt, der Vermieter hat gemahnt. Sie "
        "bittet um eine schnelle Entscheidung und um einen Rückruf am Nachmittag."
    )
    short = tuple(fact for fact in summary().facts if fact[0] != "Text")
    return replace(summary(), facts=(*short, ("Text", text)))


def voluntary_summary() -> SummaryView:
    """Build the summary of a reaction that nobody has to record."""
    return replace(
        summary(),
        intro="Diese Reaktion muss nicht erfasst werden, weil Sie sofort helfen konnten. "
        "Möchten Sie sie trotzdem festhalten?",
        sentences=("Zuständig wäre die Teamleitung Leistung A.",),
        submit="Freiwillig erfassen",
        discard="Nicht erfassen",
    )


_CONCERNS = Field(
    id="concerns",
    kind=InputKind.MULTI,
    label="Anliegen (mehrere möglich)",
    error="Bitte wählen Sie mindestens ein Anliegen.",
    options=(
        Option(value="fachliche_beschwerde", title="Fachliche Beschwerde"),
        Option(value="lob", title="Lob"),
        Option(value="idee_anregung", title="Idee oder Anregung"),
        Option(value="dienstaufsichtsbeschwerde", title="Dienstaufsichtsbeschwerde (über das Verhalten)"),
        Option(value="petition", title="Petition"),
        Option(value="folgereaktion", title="Folgereaktion zu einem früheren Vorgang"),
    ),
)

_TEAM = Field(
    id="teams",
    kind=InputKind.CHOICE,
    label="Welches Team betrifft es?",
    error="Bitte wählen Sie ein Team.",
    options=(
        Option(value="leistung-a", title="Leistung A"),
        Option(value="leistung-b", title="Leistung B"),
        Option(value="markt-und-integration", title="Markt und Integration"),
    ),
)

_SUMMARY = Field(
    id="summary",
    kind=InputKind.LONG_TEXT,
    label="In ein, zwei Sätzen: was ist passiert?",
    error="Bitte beschreiben Sie das Anliegen kurz.",
    hint="Bitte keine Gesundheitsdaten und keine Namen von Beschäftigten.",
    max_length=1000,
)
