"""The check for vulnerable packages: red for a known weakness, clear words where nothing was checked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / ".ci" / "audit.py"
SOUND = {"name": "sound", "version": "1.0", "vulns": []}
WEAK = {
    "name": "weak",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["1.1"]}],
}
UNKNOWN = {"name": "rare", "skip_reason": "Dependency not found"}


class Auditor:
    """Runs the check with a stand-in for pip-audit."""

    def __init__(self, folder: Path) -> None:
        self._program = folder / "pip-audit"
        self._exceptions = folder / "exceptions.toml"
        self._exceptions.write_text("", encoding="utf-8")

    def answers(self, **by_service: list[dict[str, object]] | str) -> None:
        answers = {
            service: answer if isinstance(answer, str) else json.dumps({"dependencies": answer})
            for service, answer in by_service.items()
        }
        self._program.write_text(
            f"#!{sys.executable}\nimport sys\n"
            f"sys.stdout.write({answers!r}.get(sys.argv[2], ''))\nsys.exit(1)\n",
            encoding="utf-8",
        )
        self._program.chmod(0o755)

    def accepts(self, until: str) -> None:
        self._exceptions.write_text(
            f'[[accepted]]\nid = "CVE-2026-1"\nreason = "unused"\nsince = 2026-11-22\nuntil = {until}\n',
            encoding="utf-8",
        )

    def run(self) -> tuple[int, str]:
        command = [sys.executable, str(SCRIPT), str(self._program), str(self._exceptions)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
        assert done.stderr == ""
        return done.returncode, done.stdout


@pytest.fixture
def auditor(tmp_path: Path) -> Auditor:
    return Auditor(tmp_path)


def test_a_known_vulnerability_is_red_and_named_with_the_release_that_mends_it(auditor: Auditor) -> None:
    auditor.answers(pypi=[SOUND, WEAK])

    status, said = auditor.run()

    assert status == 1
    assert "weak 1.0: PYSEC-2026-1 (mended in: 1.1)" in said


def test_sound_packages_are_green_and_counted(auditor: Auditor) -> None:
    auditor.answers(pypi=[SOUND])

    assert auditor.run() == (0, "Known vulnerabilities: 0 in 1 packages.\n")


@pytest.mark.parametrize("answer", ["", "Traceback", "[]", "null", '{"dependencies": null}'])
def test_services_that_do_not_answer_are_green_and_said_to_have_checked_nothing(
    auditor: Auditor, answer: str
) -> None:
    auditor.answers(pypi=answer, osv=answer)

    status, said = auditor.run()

    assert status == 0
    assert "NOT CHECKED" in said


def test_a_service_that_knows_no_package_at_all_is_passed_over_for_the_next(auditor: Auditor) -> None:
    auditor.answers(pypi=[UNKNOWN], osv=[WEAK])

    assert auditor.run()[0] == 1


def test_where_no_service_knows_a_package_nothing_was_checked(auditor: Auditor) -> None:
    auditor.answers(pypi=[UNKNOWN], osv=[UNKNOWN])

    status, said = auditor.run()

    assert status == 0
    assert "NOT CHECKED" in said


def test_single_packages_a_service_does_not_know_are_named(auditor: Auditor) -> None:
    auditor.answers(pypi=[SOUND, UNKNOWN])

    status, said = auditor.run()

    assert status == 0
    assert "NOT CHECKED, for the service does not know them: rare" in said


def test_a_missing_tool_is_said_to_have_checked_nothing(auditor: Auditor) -> None:
    assert "NOT CHECKED" in auditor.run()[1]


def test_an_accepted_vulnerability_is_green_until_its_last_day_and_red_after_it(auditor: Auditor) -> None:
    auditor.answers(pypi=[WEAK])
    auditor.accepts("2999-12-31")
    assert auditor.run()[0] == 0

    auditor.accepts("2026-01-01")
    status, said = auditor.run()
    assert status == 1
    assert "accepted until 2026-01-01 only" in said
