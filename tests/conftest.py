"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

# Messages are in English, whatever the language of whoever runs the tests.
os.environ["LANGUAGE"] = "en"

# Explaining a failure costs minutes on reports; the shrunk example says enough.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
settings.register_profile("default", deadline=None, max_examples=100, phases=_PHASES)
settings.register_profile("quick", deadline=None, max_examples=10, phases=_PHASES)
settings.register_profile("thorough", deadline=None, max_examples=5000, phases=_PHASES)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
