"""The configuration file."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

try:
    import tomllib
except ImportError:  # Python 3.10
    import tomli as tomllib


@dataclass(frozen=True)
class Config:
    ignore: tuple[str, ...] = ()
    timeout: float = 10.0
    offline: bool = False

    def ignores(self, target: str) -> bool:
        return any(fnmatch(target, pattern) for pattern in self.ignore)


def load(path: Path) -> Config:
    """Read a configuration file; one that does not exist means the defaults."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    return Config(
        ignore=tuple(table.get("ignore", ())),
        timeout=float(table.get("timeout", 10.0)),
        offline=bool(table.get("offline", False)),
    )
