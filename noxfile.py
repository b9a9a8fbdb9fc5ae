"""The tests on every Python that is supported and installed: `nox`."""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False

PROJECT = nox.project.load_toml("pyproject.toml")


@nox.session(python=nox.project.python_versions(PROJECT))
def tests(session: nox.Session) -> None:
    """Run the tests as a user has them: from an installed wheel."""
    session.install(".[all]", *nox.project.dependency_groups(PROJECT, "test", "docs"))
    session.run("pytest", *(session.posargs or ["-n", "auto", "--dist", "loadgroup"]))


@nox.session(python=nox.project.python_versions(PROJECT))
def downstream(session: nox.Session) -> None:
    """Run the tests of a project that builds on us, and check its types."""
    session.install(".[testing]", "mypy", "examples/downstream")
    session.chdir("examples/downstream")
    session.run("pytest")
    session.run("mypy")
