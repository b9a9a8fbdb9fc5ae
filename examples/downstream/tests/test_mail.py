"""The renderer does what every renderer must, and what a mail must, too."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from hypothesis import given, settings

import themereport as tr
from themereport.testing import RendererContract, reports


def opened(output: str | bytes) -> EmailMessage:
    assert isinstance(output, bytes)
    return message_from_bytes(output, EmailMessage, policy=default)


class TestMail(RendererContract):
    format = "marketmail"

    def visible_text(self, output: str | bytes) -> str:
        content = opened(output).get_content()
        assert isinstance(content, str)
        return content


@given(reports(hostile=True))
@settings(deadline=None)
def test_the_subject_holds_the_theme(report: tr.ThemeReport) -> None:
    subject = str(opened(tr.render(report, "marketmail"))["Subject"])
    assert report.theme in subject


def test_a_mail_is_written_to_a_file(theme_report: tr.ThemeReport, tmp_path: Path) -> None:
    path = tmp_path / "report.eml"
    tr.write(theme_report, path, "marketmail")
    assert opened(path.read_bytes())["Subject"] == "Tidal Power Market Research Summary"
