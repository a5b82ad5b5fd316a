"""What can go wrong when the demo starts."""


class DemoError(Exception):
    """The demo cannot go on; the message is German and says what to do about it."""
