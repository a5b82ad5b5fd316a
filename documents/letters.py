"""Writes letters from .docx templates. What a template lacks is found before anything is sent (R24)."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from casework.letter_ports import LetterFailed
from casework.letter_text import text
from documents.letter_kinds import LETTER_KINDS, LetterKind, letter_kind
from procedure.vocabulary import DocumentKind

BUILT_IN: Final = Path(__file__).parent / "templates"
"""The templates that come with the bot; an office's own ones replace them file by file."""

_NO_DOCX = (BadZipFile, OpcError, LxmlError, KeyError, ValueError, OSError)
_LOCK_FILE: Final = "~$"
"""How the names of Word's own files of an open document begin."""


class DocxLetterWriter:
    """Implements ``casework.letter_ports.LetterWriter``."""

    def __init__(self, templates_dir: Path | None = None) -> None:
        """``templates_dir`` holds the office's own templates; missing ones are the built-in ones."""
        self._dir = templates_dir

    def write(self, kind: DocumentKind, fields: Mapping[str, str]) -> bytes:
        """Fill the template of a kind and of its wording (``variante``).

        Raises LetterFailed with the file and the placeholder that is wrong. The template is read each
        time, so that a new one counts at once.
        """
        letter = letter_kind(kind, fields.get("variante", ""))
        if letter is None:
            raise LetterFailed("Für diese Art von Schreiben gibt es keine Vorlage.")
        return _fill(letter, template_path(letter, self._dir), fields)


def template_path(letter: LetterKind, templates_dir: Path | None) -> Path:
    """Name the file that counts: the office's own, or else the built-in one."""
    own = templates_dir / letter.file_name if templates_dir is not None else None
    return own if own is not None and own.is_file() else BUILT_IN / letter.file_name


def check_templates(templates_dir: Path | None) -> None:
    """Raise LetterFailed, one German sentence per line, unless every letter could be written.

    Without templates of the office's own there is nothing to check: the built-in ones are tested.
    """
    if templates_dir is not None and (problems := template_problems(templates_dir)):
        raise LetterFailed("\n".join(problems))


def template_problems(templates_dir: Path | None) -> tuple[str, ...]:
    """Fill every template with examples; return one German sentence for each that fails.

    Files whose names the bot does not know are named too: a misspelt one would never be used.
    """
    problems: list[str] = []
    if templates_dir is not None:
        if not templates_dir.is_dir():
            return (f"Den Ordner „{templates_dir}“ gibt es nicht. Bitte prüfen Sie KRM_TEMPLATES_DIR.",)
        problems += _unknown_files(templates_dir)
    for letter in LETTER_KINDS:
        try:
            _fill(letter, template_path(letter, templates_dir), {name: name for name in letter.known})
        except LetterFailed as problem:
            problems.append(str(problem))
    return tuple(problems)


def _unknown_files(templates_dir: Path) -> list[str]:
    known = {letter.file_name for letter in LETTER_KINDS}
    names = (file.name for file in sorted(templates_dir.glob("*.do[ct]*")))
    return [
        f"Die Vorlage „{name}“ wird nie verwendet. Verwendet werden: {_listed(known)}."
        for name in names
        if name not in known and not name.startswith(_LOCK_FILE)
    ]


def _fill(letter: LetterKind, path: Path, fields: Mapping[str, str]) -> bytes:
    """Check a template and fill it."""
    lacking = sorted(letter.known - fields.keys())
    if lacking:
        raise LetterFailed(f"Für die Vorlage „{path.name}“ fehlt die Angabe „{lacking[0]}“.")
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    filled = BytesIO()
    try:
        template = DocxTemplate(BytesIO(path.read_bytes()))
        _check_placeholders(letter, path.name, template.get_undeclared_template_variables(environment))
        template.render({name: _literal(fields[name]) for name in letter.known}, environment)
        _describe(template, letter, fields)
        template.save(filled)
    except UndefinedError:
        raise LetterFailed(
            f"Die Vorlage „{path.name}“ verwendet einen unbekannten Platzhalter. {_known(letter)}"
        ) from None
    except TemplateSyntaxError:
        raise LetterFailed(
            f"In der Vorlage „{path.name}“ ist ein Platzhalter falsch geschrieben. "
            "Bitte schreiben Sie ihn so: {{ nr }}"
        ) from None
    except (TemplateError, TypeError, OverflowError):
        raise LetterFailed(
            f"Die Vorlage „{path.name}“ enthält eine Anweisung, die nicht erlaubt ist. "
            "Bitte verwenden Sie nur Platzhalter."
        ) from None
    except _NO_DOCX:
        raise LetterFailed(f"Die Vorlage „{path.name}“ ist keine lesbare Word-Datei (.docx).") from None
    return filled.getvalue()


def _check_placeholders(letter: LetterKind, file_name: str, used: set[str]) -> None:
    unknown = sorted(used - letter.known)
    if unknown:
        raise LetterFailed(
            f"Die Vorlage „{file_name}“ verwendet den unbekannten Platzhalter „{unknown[0]}“. "
            f"{_known(letter)}"
        )
    missing = sorted(letter.required - used)
    if missing:
        raise LetterFailed(f"In der Vorlage „{file_name}“ fehlt der Platzhalter {{{{ {missing[0]} }}}}.")


def _literal(value: str) -> Markup:
    """Let a value come out as it is: neither markup, nor a placeholder, nor docxtpl's control signs.

    An empty line starts a new paragraph, any other line break a new line.
    """
    # docxtpl reads "{_{" as "{{" after filling; as character references braces stay braces.
    safe = str(escape(text(value))).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(safe.replace("\n\n", "\a"))  # noqa: S704 - escaped right above


def _describe(template: DocxTemplate, letter: LetterKind, fields: Mapping[str, str]) -> None:
    """Set what screen readers and file lists show: title, language, who writes."""
    # Not get_docx(): that reads the empty template again.
    properties = template.docx.core_properties
    properties.title = f"{letter.title} {fields['nr']}"
    properties.author = text(fields["haus"])
    properties.language = "de-DE"


def _known(letter: LetterKind) -> str:
    return f"Bekannt sind: {_listed(letter.known)}."


def _listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
