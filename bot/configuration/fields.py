"""How a setting is declared: its default, what it means, and what is expected of whoever sets it."""

from typing import Any

from pydantic import Field


def plain(default: object, meaning: str, expected: str, **limits: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Declare a setting. ``expected`` completes „Bitte … angeben.“ (``krm-bot settings``, refusals)."""
    return Field(default, description=meaning, json_schema_extra={"expected": expected}, **limits)


def yes_no(default: bool, meaning: str) -> Any:  # noqa: ANN401, FBT001 - as pydantic's Field
    """Declare a switch."""
    return plain(default, meaning, "„true“ oder „false“")


def number(default: int, meaning: str, least: int, most: int) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Declare a whole number with its limits."""
    return plain(default, meaning, f"eine Zahl von {least} bis {most}", ge=least, le=most)
