"""Links of a Markdown document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt


@dataclass(frozen=True)
class Link:
    document: Path
    line: int
    target: str

    @property
    def is_remote(self) -> bool:
        return self.target.startswith(("http://", "https://"))


def links(document: Path) -> Iterator[Link]:
    """Every link and image of a document, with the first line of its block."""
    text = document.read_text(encoding="utf-8")
    for block in MarkdownIt("commonmark").parse(text):
        if block.map is None:
            continue
        for token in block.children or ():
            target = token.attrGet("href") or token.attrGet("src")
            if target:
                yield Link(document, block.map[0] + 1, str(target))
