"""The Teams app package: manifest, language file and icons in one zip, filled in for one office."""

import re
import zipfile
from importlib.metadata import version
from pathlib import Path

from bot.configuration.checks import entra_id

TEMPLATES = Path(__file__).parent.parent / "manifest"
FILES = ("en.json", "color.png", "outline.png")

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])")
_MAX_DOMAIN_LENGTH = 253
# A zip of the same contents has the same bytes, whenever it is made.
_TIMESTAMP = (2020, 1, 1, 0, 0, 0)


class PackageError(Exception):
    """The package cannot be made; the message is a German sentence with the remedy."""


def render_manifest(*, app_id: str, domain: str) -> str:
    """Fill in the manifest; PackageError for an app id or a domain that cannot be one."""
    try:
        checked_id = entra_id(app_id.strip())
    except ValueError:
        checked_id = ""
    if not checked_id:
        problem = f"„{app_id}“ ist keine App-ID." if app_id else "Es fehlt die App-ID (--app-id)."
        raise PackageError(
            f"{problem} Bitte die App-ID aus Entra angeben, "
            "zum Beispiel „0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0“."
        )
    checked_domain = domain.strip().lower()
    if len(checked_domain) > _MAX_DOMAIN_LENGTH or not _DOMAIN.fullmatch(checked_domain):
        problem = f"„{domain}“ ist keine Domain." if domain else "Es fehlt die Domain (--domain)."
        raise PackageError(
            f"{problem} Bitte nur den Namen angeben, ohne „https://“, zum Beispiel „krm.jobcenter.example“."
        )
    text = (TEMPLATES / "manifest.json").read_text("utf-8")
    for name, value in (
        ("VERSION", version("krm-bot")),
        ("APP_ID", checked_id),
        ("DOMAIN", checked_domain),
    ):
        text = text.replace("{{" + name + "}}", value)
    return text


def build_package(*, app_id: str, domain: str, out: Path) -> None:
    """Write the package to ``out``; PackageError if that is not possible."""
    contents = {"manifest.json": render_manifest(app_id=app_id, domain=domain).encode("utf-8")}
    contents |= {name: (TEMPLATES / name).read_bytes() for name in FILES}
    try:
        with zipfile.ZipFile(out, "w") as package:
            for name, data in contents.items():
                package.writestr(zipfile.ZipInfo(name, _TIMESTAMP), data, zipfile.ZIP_DEFLATED)
    except OSError as error:
        raise PackageError(
            f"„{out}“ lässt sich nicht schreiben ({error.strerror}). Bitte einen anderen Ort angeben."
        ) from None
