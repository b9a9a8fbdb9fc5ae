"""The schema is the one that this project was written for."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import pytest
from marketmail.chat import VERSIONS

# What a release has published never changes. Where one of these differs, the package that is
# installed is no release.
DIGESTS = {
    "1.0": "d555cc5dd1683af761615347559c9ad54eabe497daa1d5b52e6c706f8a98872e",
    "1.1": "fbb62f9917e8a12ded9e1fc1231c23ba1198036e331ae6fe2bf0e329a47d6102",
}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_published_schema_is_the_pinned_one(version: str) -> None:
    path = files("themereport.schema") / "published" / f"report-{version}.json"
    assert sha256(path.read_bytes()).hexdigest() == DIGESTS[version]
