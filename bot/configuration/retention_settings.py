"""How long cases are kept: the data protection officer decides it (privacy; ``procedure.retention``)."""

from pydantic import BaseModel

from bot.configuration.fields import number
from procedure.rulebook import DEFAULT_RETENTION_YEARS


class RetentionSettings(BaseModel):
    """Full calendar years after the one in which a case was over."""

    retention_years: int = number(
        DEFAULT_RETENTION_YEARS,
        "Wie viele volle Kalenderjahre ein Vorgang nach dem Jahr seines Endes aufbewahrt wird; "
        "danach wird er anonymisiert. Das legt die oder der Datenschutzbeauftragte fest",
        1,
        30,
    )
