"""What somebody who edits is told and shown by ``make serve``."""

from __future__ import annotations

from pathlib import Path

import pytest

import serve
from sitegen.commands.build_site import INPUTS
from small import small_project

RISK = "content_src/risks/bruise.md"


def test_every_folder_that_editors_and_translators_write_in_is_watched() -> None:
    by_hand = {name for name in INPUTS if "." not in name} - {"releases", "ratings"}
    assert set(serve.WATCHED) == by_hand


def test_a_problem_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The quick build tells it; the whole one would only find it again, a second later."""
    root = small_project(tmp_path)
    (root / "site").mkdir()
    whole: list[Path] = []

    def build_site(_: list[str], at: Path) -> int:
        whole.append(at)
        return 0

    monkeypatch.setattr(serve, "build_site", build_site)
    builds = serve.Builds(root)
    page = root / RISK
    page.write_text(page.read_text("utf-8").replace("seriousness:", "seriousnes:"), "utf-8")
    builds.rebuild()
    assert capsys.readouterr().out.count('unknown field "seriousnes"') == 1
    assert whole == []
    settings = root / "content_src/site.yml"
    settings.write_text(settings.read_text("utf-8") + "# A word.\n", "utf-8")
    builds.rebuild()
    assert whole == [root], "what is no page asks for a whole build"
