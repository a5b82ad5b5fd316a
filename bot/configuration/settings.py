"""Settings from environment variables (prefix ``KRM_``) and ``.env``; wrong ones stop the start."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.configuration import checks as check
from bot.configuration.channel_settings import ChannelSettings
from bot.configuration.fields import number, plain
from bot.configuration.hours_settings import HoursSettings
from bot.configuration.letter_settings import LetterSettings
from bot.configuration.operation_settings import OperationSettings
from bot.configuration.procedure_settings import ProcedureSettings
from bot.configuration.report_settings import ReportSettings
from bot.configuration.retention_settings import RetentionSettings
from bot.service_hosts import DEFAULT_SERVICE_HOSTS, ServiceHosts, is_loopback
from procedure.rulebook import Rulebook
from procedure.working_days import WorkingCalendar

PREFIX = "KRM_"

_BYTES_PER_MEGABYTE = 1024 * 1024


class SettingsError(Exception):
    """A setting is wrong; the message is one German sentence per setting, with its name and the remedy."""


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return PREFIX + field.upper()


class Settings(
    ProcedureSettings,
    HoursSettings,
    RetentionSettings,
    LetterSettings,
    ReportSettings,
    ChannelSettings,
    OperationSettings,
    BaseSettings,
):
    """Everything that differs from office to office and machine to machine."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        enable_decoding=False,  # lists are written with commas, not as JSON
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[str, AfterValidator(check.database)] = plain(
        "sqlite+aiosqlite:///var/krm.sqlite3",
        "Datenbank: SQLite-Datei oder PostgreSQL",
        "„sqlite+aiosqlite:///pfad/datei.sqlite3“ oder „postgresql+asyncpg://name:kennwort@host/datenbank“",
    )
    key_file: Path = plain(
        Path("var/krm.key"), "Datei mit dem Schlüssel für Namen und Texte", "den Pfad einer Datei"
    )
    app_id: Annotated[str, AfterValidator(check.entra_id)] = plain(
        "", "App-ID des Bots (Entra)", "die App-ID aus Entra, zum Beispiel „0f1e2d3c-…“"
    )
    app_password: SecretStr = plain(SecretStr(""), "Geheimer Clientschlüssel der App", "den Clientschlüssel")
    tenant_id: Annotated[str, AfterValidator(check.entra_id)] = plain(
        "",
        "Mandant (Entra), der allein zugelassen ist",
        "die Mandanten-ID aus Entra, zum Beispiel „9a8b7c6d-…“",
    )
    host: Annotated[str, AfterValidator(check.host)] = plain(
        "127.0.0.1", "Adresse, auf der der Bot erreichbar ist", "eine IP-Adresse oder „localhost“"
    )
    port: int = plain(
        3978, "Port, auf dem der Bot erreichbar ist", "eine Zahl von 1 bis 65535", ge=1, le=65535
    )
    openid_metadata_url: Annotated[str, AfterValidator(check.endpoint)] = plain(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "Wo die Schlüssel des Teams-Dienstes stehen",
        "eine Adresse mit https (http nur auf diesem Rechner)",
    )
    login_endpoint: Annotated[str, AfterValidator(check.endpoint)] = plain(
        "https://login.microsoftonline.com",
        "Wo der Bot seine Anmeldung holt",
        "eine Adresse mit https (http nur auf diesem Rechner)",
    )
    allowed_service_hosts: Annotated[
        tuple[str, ...], BeforeValidator(check.split_list), AfterValidator(check.service_hosts)
    ] = plain(
        DEFAULT_SERVICE_HOSTS,
        "Hosts, an die der Bot senden darf, mit Komma getrennt",
        "eine Liste wie „smba.trafficmanager.net,*.botframework.com“",
    )
    timezone: ZoneInfo = plain(
        ZoneInfo("Europe/Berlin"), "Zeitzone des Hauses", "eine Zeitzone wie „Europe/Berlin“"
    )
    public_url: Annotated[str, AfterValidator(check.public_url)] = plain(
        "",
        "Adresse, unter der Beschäftigte den Bot im Browser erreichen (Schreiben holen); "
        "leer: dieser Rechner, KRM_PORT",
        "eine Adresse mit https (http nur auf diesem Rechner)",
    )
    file_delivery: Literal["link", "onedrive"] = plain(
        "link",
        "Wie Schreiben zu den Beschäftigten kommen: Link auf den Bot, ohne zweite Kopie, oder OneDrive",
        "„link“ oder „onedrive“",
    )
    turns_per_minute: int = number(
        120, "Wie viele Eingaben einer Person der Bot in einer Minute annimmt", 10, 100_000
    )
    max_file_mb: int = number(10, "Wie groß eine Datei höchstens sein darf, in Megabyte", 1, 50)

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
        if not self.is_local and self.file_delivery == "link" and not self.public_url:
            raise ValueError(
                "KRM_PUBLIC_URL: Bitte die Adresse angeben, unter der Beschäftigte den Bot erreichen, "
                "oder KRM_FILE_DELIVERY=onedrive setzen."
            )
        loopback = [entry.host for entry in self.service_hosts.entries if entry.is_loopback]
        if loopback and not self.is_local:
            raise ValueError(
                f"KRM_ALLOWED_SERVICE_HOSTS: Bitte {', '.join(loopback)} streichen, "
                "oder KRM_HOST=127.0.0.1 setzen."
            )
        self.assert_channel_of(self.tenant_id)
        self.assert_own_port(self.port)
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
    def reachable_at(self) -> str:
        """Where people's browsers reach the bot, without a slash at the end."""
        return self.public_url or f"http://127.0.0.1:{self.port}"

    @property
    def max_file_bytes(self) -> int:
        """The size limit of a file, in bytes."""
        return self.max_file_mb * _BYTES_PER_MEGABYTE

    @property
    def rulebook(self) -> Rulebook:
        """The rules as this office applies them."""
        switches = self.switches
        calendar = WorkingCalendar.from_switches(switches)
        return Rulebook(
            switches=switches,
            calendar=calendar,
            timezone=self.timezone,
            hours=self.working_hours,
            retention_years=self.retention_years,
        )


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
