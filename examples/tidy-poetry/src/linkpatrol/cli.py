"""The command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import httpx
from rich.console import Console
from rich.text import Text

from . import __version__
from .check import Checker
from .config import load
from .extract import links


def documents(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.md")) if path.is_dir() else [path]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--config", type=click.Path(path_type=Path), default=Path("linkpatrol.toml"))
@click.version_option(__version__)
def main(paths: tuple[Path, ...], config: Path) -> None:
    """Find dead links in Markdown documents or folders of them."""
    settings = load(config)
    console = Console(highlight=False, soft_wrap=True)
    dead = count = 0
    with httpx.Client(timeout=settings.timeout, follow_redirects=True) as client:
        checker = Checker(client, settings)
        for document in documents(paths):
            count += 1
            for link in links(document):
                problem = checker.problem(link)
                if problem is not None:
                    dead += 1
                    place = f"{link.document}:{link.line}"
                    console.print(Text.assemble(place, "  ", link.target, "  ", (problem, "red")))
    console.print(f"{dead} dead links in {count} documents")
    sys.exit(1 if dead else 0)
