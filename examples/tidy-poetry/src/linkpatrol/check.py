"""Decides whether a link is dead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import httpx

from .config import Config
from .extract import Link


class Checker:
    """Checks links; the answer of each web page is asked for once."""

    def __init__(self, client: httpx.Client, config: Config) -> None:
        self._client = client
        self._config = config
        self._answers: dict[str, str | None] = {}

    def problem(self, link: Link) -> str | None:
        """What is wrong with the link, None if nothing is."""
        if self._config.ignores(link.target):
            return None
        if link.is_remote:
            return None if self._config.offline else self._remote(link.target)
        parts = urlsplit(link.target)
        if parts.scheme or not parts.path:  # mailto: and the like, or only a fragment
            return None
        file = link.document.parent / unquote(parts.path)
        return None if file.exists() else "no such file"

    def _remote(self, url: str) -> str | None:
        url = url.partition("#")[0]
        if url not in self._answers:
            self._answers[url] = self._ask(url)
        return self._answers[url]

    def _ask(self, url: str) -> str | None:
        try:
            response = self._client.head(url)
            if response.status_code in (403, 405):  # does not like HEAD
                response = self._client.get(url)
        except httpx.HTTPError as error:
            return type(error).__name__
        if response.is_error:
            return f"{response.status_code} {response.reason_phrase}"
        return None
