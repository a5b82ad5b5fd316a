"""Errors of the store. Every message is a German sentence that says what to do."""


class StorageError(Exception):
    """Die Ablage ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or " ".join((type(self).__doc__ or "").split()))


class DatabaseUrlInvalid(StorageError):  # noqa: N818 - named for the fact
    """Die Adresse der Datenbank (KRM_DATABASE_URL) ist nicht brauchbar."""


class DatabaseUnavailable(StorageError):  # noqa: N818 - named for the fact
    """Die Datenbank ist nicht benutzbar. Bitte prüfen, ob sie läuft und beschreibbar ist."""


class SchemaOutdated(StorageError):  # noqa: N818 - named for the fact
    """Die Datenbank ist nicht auf dem Stand dieses Programms. Bitte `krm-bot db upgrade` ausführen."""


class SchemaUnknown(StorageError):  # noqa: N818 - named for the fact
    """Die Datenbank hat einen Stand, den dieses Programm nicht kennt.

    Sie gehört wohl zu einer neueren Fassung. Bitte die neuere Fassung des Programms einsetzen.
    Danach, falls nötig, `krm-bot db upgrade` ausführen.
    """


class DatabaseBusy(StorageError):  # noqa: N818 - named for the fact
    """Die Datenbank ist gerade zu beschäftigt, es wurde nichts geändert. Bitte noch einmal versuchen."""


class ReferencesBroken(StorageError):  # noqa: N818 - named for the fact
    """Die Datenbank ist beschädigt: Einträge verweisen auf andere, die es nicht gibt.

    Es wurde nichts geändert. Bitte die Datenbank aus der Sicherung prüfen.
    """


class KeyFileMissing(StorageError):  # noqa: N818 - named for the fact
    """Die Schlüsseldatei fehlt. Bitte aus der Sicherung zurückspielen."""


class KeyFileUnsafe(StorageError):  # noqa: N818 - named for the fact
    """Die Schlüsseldatei ist für andere lesbar. Bitte die Rechte einschränken."""


class KeyFileInvalid(StorageError):  # noqa: N818 - named for the fact
    """Die Schlüsseldatei ist beschädigt. Bitte aus der Sicherung zurückspielen."""


class KeyUnknown(StorageError):  # noqa: N818 - named for the fact
    """Die Schlüsseldatei passt nicht zur Datenbank.

    Bitte die Schlüsseldatei zurückspielen, mit der die Daten geschrieben wurden.
    """


class KeyLacking(KeyUnknown):
    """Der Schlüsseldatei fehlt ein Schlüssel, den die Datenbank braucht.

    Bitte die neueste Schlüsseldatei zurückspielen, oder die Schlüsseldatei einer anderen Maschine nehmen.
    """


class RotationUnfinished(StorageError):  # noqa: N818 - named for the fact
    """Einige Einträge waren die ganze Zeit in Arbeit. Bitte `krm-bot keys rotate` noch einmal ausführen."""


class KeyStillNeeded(StorageError):  # noqa: N818 - named for the fact
    """Ein alter Schlüssel wird noch gebraucht. Bitte zuerst `krm-bot keys rotate` ausführen."""


class SealBroken(StorageError):  # noqa: N818 - named for the fact
    """Ein verschlüsselter Wert ist beschädigt oder steht an der falschen Stelle.

    Bitte die Datenbank aus der Sicherung prüfen.
    """


class AuditStartLost(StorageError):  # noqa: N818 - named for the fact
    """Die Aufzeichnung war versiegelt, aber ihr Anfang fehlt: Die Datenbank wurde verändert.

    Sie wird nicht neu versiegelt. Bitte die Datenbank mit der letzten Sicherung vergleichen.
    """


class NaiveInstant(StorageError, ValueError):  # noqa: N818 - named for the fact
    """Ein Zeitpunkt ohne Zeitzone kann nicht gespeichert werden. Bitte mit Zeitzone angeben (UTC)."""


class ConcurrentTurn(StorageError):  # noqa: N818 - named for the fact
    """Eine andere Nachricht aus demselben Gespräch war schneller."""
