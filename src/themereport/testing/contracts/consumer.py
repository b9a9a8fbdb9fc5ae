"""The contract of those who read reports as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from themereport.schema.version import VERSIONS
from themereport.testing.contracts.specimen import specimens
from themereport.testing.contracts.trial import try_all
from themereport.testing.example import example_report
from themereport.testing.strategies.report import reports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themereport.models.report import ThemeReport

__all__ = ["ConsumerContract"]


class ConsumerContract:
    """What every program must do that takes reports as JSON, as tests for pytest.

    Subclass it under a name that pytest collects, say which versions of the schema the program
    takes, and how it reads the signals:

        class TestDashboard(ConsumerContract):
            versions = ("1.0", "1.1")

            def signals(self, document: str) -> list[str]:
                return [row.text for row in Dashboard.from_json(document).rows]

    A program must take every valid document of the versions that it names, and refuse what it
    cannot know. Fields that the schema does not have are in no valid document, so what becomes of
    them is up to the program.
    """

    versions: ClassVar[tuple[str, ...]]
    """The versions of the schema that the program takes."""

    examples: ClassVar[int] = 50
    """On how many generated documents each property is tried."""

    def signals(self, document: str) -> Sequence[str]:
        """The texts of the signals, as the program reads them; raises what it raises."""
        raise NotImplementedError("override signals: let your program read the document")

    # --- what it must do -----------------------------------------------------------------------

    def test_the_versions_are_known(self) -> None:
        """`versions` are versions of the schema."""
        unknown = [version for version in self.versions if version not in VERSIONS]
        assert self.versions, f"no version is named: give some of {', '.join(VERSIONS)}"
        assert not unknown, f"there is no version {unknown[0]}: give some of {', '.join(VERSIONS)}"

    def test_every_kind_of_document_is_taken(self) -> None:
        """Documents of the versions are taken, whatever is special about them."""
        refused = []
        for version in self.versions:
            for name, document in specimens(version).items():
                if (problem := self._problem(document)) is not None:
                    refused.append(f"{version}, {name}: {problem}")
        assert not refused, "these documents are not taken:\n" + "\n".join(refused)

    def test_every_generated_document_is_taken(self) -> None:
        """Generated reports are taken, hostile ones above all."""

        def check(report: ThemeReport) -> None:
            problem = self._problem(report.model_dump_json())
            assert problem is None, f"a document of schema {report.schema_version}: {problem}"

        for version in self.versions:
            evidence = None if version != "1.0" else False
            try_all(reports(hostile=True, evidence=evidence), check, self.examples)

    def test_an_unknown_version_is_refused(self) -> None:
        """A document of a version that nobody knows yet is refused, not misread."""
        data = example_report(evidence=False).model_dump(mode="json")
        for version in ("2.0", "10.0"):
            document = json.dumps({**data, "schema_version": version})
            assert isinstance(self._answer(document), Exception), (
                f"a document of schema {version} is taken: refuse what you cannot know"
            )

    # --- how it is asked -----------------------------------------------------------------------

    def _problem(self, document: str) -> str | None:
        """What is wrong with how the program reads a valid document."""
        wanted = [signal["text"] for signal in json.loads(document)["signals"]]
        found = self._answer(document)
        if isinstance(found, Exception):
            words = str(found).partition("\n")[0]
            return f"{type(found).__name__}: {words}"
        return None if found == wanted else f"its signals are read as {found}: they are {wanted}"

    def _answer(self, document: str) -> list[str] | Exception:
        """The signals that the program reads, or the exception with which it refuses them."""
        try:
            return list(self.signals(document))
        except NotImplementedError:
            raise
        except Exception as refusal:  # noqa: BLE001 - each program has its own
            return refusal
