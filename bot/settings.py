"""Settings from environment variables (prefix ``KRM_``) and ``.env``; wrong ones stop the start."""

import os
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import setting_checks as check
from bot.service_hosts import DEFAULT_SERVICE_HOSTS, ServiceHosts, is_loopback
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import WorkingCalendar

PREFIX = "KRM_"

_DEFAULTS = Switches()


class SettingsError(Exception):
    """A setting is wrong; the message is one German sentence per setting, with its name and the remedy."""


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return PREFIX + field.upper()


def _yes_no(default: bool, meaning: str) -> Any:  # noqa: ANN401, FBT001 - pydantic's Field is typed Any
    return Field(default, description=meaning, json_schema_extra={"expected": "„true“ oder „false“"})


def _plain(default: object, meaning: str, expected: str, **limits: Any) -> Any:  # noqa: ANN401 - as above
    return Field(default, description=meaning, json_schema_extra={"expected": expected}, **limits)


class Settings(BaseSettings):
    """Everything that differs from office to office and machine to machine."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[str, AfterValidator(check.database)] = _plain(
        "sqlite+aiosqlite:///var/krm.sqlite3",
        "Datenbank: SQLite-Datei oder PostgreSQL",
        "„sqlite+aiosqlite:///pfad/datei.sqlite3“ oder „postgresql+asyncpg://name:kennwort@host/datenbank“",
    )
    key_file: Path = _plain(
        Path("var/krm.key"), "Datei mit dem Schlüssel für Namen und Texte", "den Pfad einer Datei"
    )
    app_id: Annotated[str, AfterValidator(check.entra_id)] = _plain(
        "", "App-ID des Bots (Entra)", "die App-ID aus Entra, zum Beispiel „0f1e2d3c-…“"
    )
    app_password: SecretStr = _plain(SecretStr(""), "Geheimer Clientschlüssel der App", "den Clientschlüssel")
    tenant_id: Annotated[str, AfterValidator(check.entra_id)] = _plain(
        "",
        "Mandant (Entra), der allein zugelassen ist",
        "die Mandanten-ID aus Entra, zum Beispiel „9a8b7c6d-…“",
    )
    host: Annotated[str, AfterValidator(check.host)] = _plain(
        "127.0.0.1", "Adresse, auf der der Bot erreichbar ist", "eine IP-Adresse oder „localhost“"
    )
    port: int = _plain(
        3978, "Port, auf dem der Bot erreichbar ist", "eine Zahl von 1 bis 65535", ge=1, le=65535
    )
    openid_metadata_url: Annotated[str, AfterValidator(check.endpoint)] = _plain(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "Wo die Schlüssel des Teams-Dienstes stehen",
        "eine Adresse mit https (http nur auf diesem Rechner)",
    )
    login_endpoint: Annotated[str, AfterValidator(check.endpoint)] = _plain(
        "https://login.microsoftonline.com",
        "Wo der Bot seine Anmeldung holt",
        "eine Adresse mit https (http nur auf diesem Rechner)",
    )
    allowed_service_hosts: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(check.split_list), AfterValidator(check.service_hosts)
    ] = _plain(
        DEFAULT_SERVICE_HOSTS,
        "Hosts, an die der Bot senden darf, mit Komma getrennt",
        "eine Liste wie „smba.trafficmanager.net,*.botframework.com“",
    )
    timezone: ZoneInfo = _plain(
        ZoneInfo("Europe/Berlin"), "Zeitzone des Hauses", "eine Zeitzone wie „Europe/Berlin“"
    )
    state: Annotated[str, BeforeValidator(check.land)] = _plain(
        _DEFAULTS.land, "Bundesland, dessen Feiertage gelten", f"eines der Kürzel {', '.join(check.LAENDER)}"
    )
    record_on_tl_referral: bool = _yes_no(
        _DEFAULTS.record_on_tl_referral, "A2: an die Teamleitung weitergegebene Reaktionen werden erfasst"
    )
    fachaufsichtsbeschwerde_lead: Literal["team", "GL"] = _plain(
        _DEFAULTS.fachaufsichtsbeschwerde_lead,
        "A5: wer eine Fachaufsichtsbeschwerde federführend bearbeitet",
        "„team“ oder „GL“",
    )
    conflict_of_interest_to_gl: bool = _yes_no(
        _DEFAULTS.conflict_of_interest_to_gl,
        "A26: Reaktionen über die Teamleitung selbst gehen an die Geschäftsleitung",
    )
    multi_team_counts_praise: bool = _yes_no(
        _DEFAULTS.multi_team_counts_praise, "A27: nur gelobte Teams zählen als beteiligte Teams"
    )
    weekend_receipt: Literal["actual", "next_workday"] = _plain(
        _DEFAULTS.weekend_receipt,
        "A8: Eingang an einem freien Tag zählt an diesem Tag oder am nächsten Arbeitstag",
        "„actual“ oder „next_workday“",
    )
    receipt_cutoff: Annotated[time | None, BeforeValidator(check.cutoff)] = _plain(
        _DEFAULTS.receipt_cutoff,
        "A8: ab dieser Uhrzeit zählt ein Eingang zum nächsten Tag",
        "eine Uhrzeit wie „15:30“ oder „keine“",
    )
    closing_rollover: Literal["none", "next_workday"] = _plain(
        _DEFAULTS.closing_rollover,
        "A10: die Abschlussfrist rückt von einem freien Tag auf den nächsten Arbeitstag",
        "„none“ oder „next_workday“",
    )
    ack_oral: bool = _yes_no(_DEFAULTS.ack_oral, "A14: Eingangsbestätigung auch für mündliche Reaktionen")
    extra_non_working_days: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(check.split_list), AfterValidator(check.days)
    ] = _plain(
        _DEFAULTS.extra_non_working_days,
        "A9: weitere freie Tage, mit Komma getrennt",
        "Tage wie „12-24,2026-05-15“ oder „keine“",
    )
    handover_minutes: int = _plain(
        _DEFAULTS.handover_minutes,
        "GA V: nach so vielen Minuten ohne Antwort wird die Stellvertretung gefragt",
        "eine Zahl von 1 bis 240",
        ge=1,
        le=240,
    )

    @model_validator(mode="after")
    def _safe_together(self) -> Self:
        given = {
            "KRM_APP_ID": bool(self.app_id),
            "KRM_APP_PASSWORD": bool(self.app_password.get_secret_value()),
            "KRM_TENANT_ID": bool(self.tenant_id),
        }
        missing = [name for name, is_set in given.items() if not is_set]
        if missing and len(missing) < len(given):
            raise ValueError(
                f"{' und '.join(missing)}: Bitte auch setzen, oder alle drei Angaben zur App leeren."
            )
        if missing and not self.is_local:
            raise ValueError(
                f"KRM_HOST: Bitte 127.0.0.1 angeben, denn ohne {', '.join(missing)} darf der Bot "
                "nur auf diesem Rechner erreichbar sein."
            )
        loopback = [entry.host for entry in self.service_hosts.entries if entry.is_loopback]
        if loopback and not self.is_local:
            raise ValueError(
                f"KRM_ALLOWED_SERVICE_HOSTS: Bitte {', '.join(loopback)} streichen, "
                "oder KRM_HOST=127.0.0.1 setzen."
            )
        return self

    @property
    def is_local(self) -> bool:
        """Only this machine can reach the bot."""
        return is_loopback(self.host)

    @property
    def has_credentials(self) -> bool:
        """The bot can check and obtain tokens."""
        return bool(self.app_id)

    @property
    def service_hosts(self) -> ServiceHosts:
        """The hosts that may be sent to."""
        return ServiceHosts.parse(self.allowed_service_hosts)

    @property
    def switches(self) -> Switches:
        """The readings of the GA this office has chosen."""
        names = set(Switches.__dataclass_fields__) - {"land"}
        return Switches(land=self.state, **{name: getattr(self, name) for name in names})

    @property
    def rulebook(self) -> Rulebook:
        """The rules as this office applies them."""
        switches = self.switches
        calendar = WorkingCalendar.from_switches(switches)
        return Rulebook(switches=switches, calendar=calendar, timezone=self.timezone)


def load_settings(**overrides: Any) -> Settings:  # noqa: ANN401 - checked by the model
    """Read and check the settings; SettingsError with one German sentence per wrong one.

    ``overrides`` win over the environment (field names); the demo uses them.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(dict(item)) for item in error.errors())) from None


def unknown_variables() -> tuple[str, ...]:
    """Name the variables that look like settings but are none: a typing error would go unnoticed."""
    known = {variable(field) for field in Settings.model_fields}
    given = {*os.environ, *dotenv_values(".env")}
    return tuple(
        sorted(name for name in given if name.upper().startswith(PREFIX) and name.upper() not in known)
    )


def _sentence(error: dict[str, Any]) -> str:
    """Say what is wrong without repeating the value: it may be a secret."""
    own = error["type"] == "value_error"
    text = str(error["ctx"]["error"]) if own else ""
    if not error["loc"]:
        return text
    field = str(error["loc"][0])
    if own:
        return f"{variable(field)}: {text}"
    extra = Settings.model_fields[field].json_schema_extra
    expected = extra["expected"] if isinstance(extra, dict) else ""
    return f"{variable(field)}: Bitte {expected} angeben."
