"""The project's Python files as syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "cards", "casework", "dialogs", "documents", "procedure", "storage")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a package."""

    path: str
    """Below the project's folder, with forward slashes."""
    tree: ast.Module
    lines: int

    def imported(self) -> Iterator[str]:
        """Name every imported module, wherever in the file the import stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}: relative import"
                assert node.module is not None
                yield node.module

    def imports(self, library: str) -> bool:
        """Tell whether the file imports a library or a part of it."""
        return any(name == library or name.startswith(f"{library}.") for name in self.imported())


@cache
def source_files(*packages: str) -> tuple[SourceFile, ...]:
    """Read all files of some packages."""
    paths = sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))
    texts = ((path, path.read_text(encoding="utf-8")) for path in paths)
    return tuple(
        SourceFile(path.relative_to(ROOT).as_posix(), ast.parse(text), text.count("\n"))
        for path, text in texts
    )
