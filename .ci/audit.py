"""Asks whether a package we pin is known to be vulnerable. Red if one is, never because a service is silent.

pip-audit says "No known vulnerabilities found" also where it could look up nothing at all. Here that is said
as what it is: not checked. Exit status: 0 nothing found, or nothing checked; 1 found, or an exception has
run out.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PINNED = HERE.parent / "constraints.txt"
EXCEPTIONS = HERE / "known-vulnerabilities.toml"
SERVICES = ("pypi", "osv")
"""Asked one after the other, until one knows a package."""
SECONDS_PER_SERVICE = 15


def main(program: str, exceptions: Path, today: date) -> int:
    """Ask each service until one answers, print what it said, and return the exit status."""
    accepted = tomllib.loads(exceptions.read_text(encoding="utf-8")).get("accepted", [])
    over = [one for one in accepted if one["until"] < today]
    for one in over:
        _say(f"{one['id']}: accepted until {one['until']} only. Please decide anew in {exceptions.name}.")
    for service in SERVICES:
        packages = _ask(program, service)
        checked = [package for package in packages if "vulns" in package]
        if checked:
            found = list(_found(checked, {one["id"] for one in accepted if one not in over}))
            _tell(len(checked), [package["name"] for package in packages if package not in checked], found)
            return 1 if found or over else 0
    _say("Known vulnerabilities: NOT CHECKED. No service answered; please run make lint where one does.")
    return 1 if over else 0


def _ask(program: str, service: str) -> list[dict[str, Any]]:
    command = [program, "--vulnerability-service", service, "--requirement", str(PINNED)]
    command += [
        "--no-deps",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--timeout",
        "5",
        "--format",
        "json",
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own tool, fixed arguments
            command, capture_output=True, text=True, check=False, timeout=SECONDS_PER_SERVICE
        )
        report = json.loads(done.stdout)
        return list(report["dependencies"])
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return []


def _found(packages: list[dict[str, Any]], accepted: set[str]) -> Iterator[str]:
    for package in packages:
        for weakness in package["vulns"]:
            if not accepted & {weakness["id"], *weakness.get("aliases", [])}:
                mended = ", ".join(weakness.get("fix_versions", [])) or "no release yet"
                yield f"{package['name']} {package['version']}: {weakness['id']} (mended in: {mended})"


def _tell(checked: int, unchecked: list[str], found: list[str]) -> None:
    for line in found:
        _say(line)
    _say(f"Known vulnerabilities: {len(found)} in {checked} packages.")
    if unchecked:
        _say(f"NOT CHECKED, for the service does not know them: {', '.join(unchecked)}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    tool = sys.argv[1] if len(sys.argv) > 1 else str(Path(sys.executable).with_name("pip-audit"))
    known = Path(sys.argv[2]) if len(sys.argv) > 2 else EXCEPTIONS  # noqa: PLR2004 - the second argument
    sys.exit(main(tool, known, datetime.now(UTC).date()))
