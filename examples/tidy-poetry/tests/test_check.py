from pathlib import Path

import httpx
import pytest

from linkpatrol.check import Checker
from linkpatrol.config import Config
from linkpatrol.extract import Link


def answer(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/moody" and request.method == "HEAD":
        return httpx.Response(405)
    if request.url.path == "/down":
        raise httpx.ConnectError("refused", request=request)
    return httpx.Response(404 if request.url.path == "/gone" else 200)


@pytest.fixture
def client():
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        yield client


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("https://docs.example/", None),
        ("https://docs.example/moody", None),
        ("https://docs.example/gone#part", "404 Not Found"),
        ("https://docs.example/down", "ConnectError"),
        ("https://intranet.example/gone", None),
        ("mailto:hanna@fjordtools.example", None),
        ("#section", None),
        ("other%20page.md#top", None),
        ("missing.md", "no such file"),
    ],
)
def test_problem(client, tmp_path: Path, target: str, problem: str | None) -> None:
    (tmp_path / "other page.md").touch()
    checker = Checker(client, Config(ignore=("https://intranet.example/*",)))
    assert checker.problem(Link(tmp_path / "index.md", 1, target)) == problem


def test_offline_asks_nobody(client, tmp_path: Path) -> None:
    checker = Checker(client, Config(offline=True))
    assert checker.problem(Link(tmp_path / "index.md", 1, "https://docs.example/gone")) is None
