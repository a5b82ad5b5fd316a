"""How the bot is watched while it runs."""

from pydantic import BaseModel

from bot.configuration.fields import plain


class OperationSettings(BaseModel):
    """What the people of the machine room set."""

    metrics_port: int = plain(
        0,
        "Port, auf dem /metrics für die Überwachung steht, nur von diesem Rechner aus; 0: gar nicht",
        "eine Zahl von 0 bis 65535, nicht die von KRM_PORT",
        ge=0,
        le=65535,
    )

    def assert_own_port(self, port: int) -> None:
        """Refuse the port that Teams reaches: figures are for this machine alone."""
        if self.metrics_port == port:
            raise ValueError("KRM_METRICS_PORT: Bitte einen anderen Port angeben als in KRM_PORT.")
