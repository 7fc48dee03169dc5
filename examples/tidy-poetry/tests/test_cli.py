from pathlib import Path

from click.testing import CliRunner

from linkpatrol.cli import main

DOCUMENT = """\
# Guide

See [the setup](setup.md) and ![a picture](img/none.png).

`[not a link](nowhere.md)`
"""


def test_reports_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "setup.md").write_text("", encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert f"{tmp_path / 'guide.md'}:3  img/none.png  no such file" in result.output
    assert "1 dead links in 2 documents" in result.output


def test_ignored_in_configuration(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text(DOCUMENT, encoding="utf-8")
    config = tmp_path / "c.toml"
    config.write_text('ignore = ["*.png", "setup.md"]\noffline = true\n', encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path), "--config", str(config)])
    assert result.exit_code == 0
