"""Which rules are checked, and checking them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themereport.diagnostics.catalogue import CATALOGUE, Code, enter
from themereport.diagnostics.diagnostic import Diagnostic
from themereport.errors import ConfigError, PluginError, ThemeReportError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from themereport.models.report import ThemeReport
    from themereport.plugins import Registry
    from themereport.rules.rule import Rule

__all__ = ["DEFAULT_PROFILES", "findings", "selected"]

DEFAULT_PROFILES = ("editorial",)


def selected(
    rules: Registry[Rule],
    profiles: Collection[str],
    select: Collection[str],
    ignore: Collection[str],
) -> tuple[Rule, ...]:
    """The rules of `profiles` and those in `select`, without those in `ignore`, by code.

    Raises `ConfigError` if there is no such profile or code. A rule that is ignored may be broken.
    """
    codes = rules.names()
    for code in select:
        if code not in codes:
            raise ConfigError.unknown("rule", code, codes)
    for code in ignore:
        if code not in codes and code not in CATALOGUE:
            raise ConfigError.unknown("code", code, {*codes, *CATALOGUE})
        if code not in codes and CATALOGUE[code].severity == "error":
            raise ConfigError(f"{code} cannot be ignored: where it is found, there is no report")
    loaded: dict[str, Rule] = {}
    for code in codes:
        try:
            loaded[code] = _load(rules, code)
        except PluginError:
            if code not in ignore:
                raise
    known = {profile for rule in loaded.values() for profile in rule.profiles}
    for profile in profiles:
        if profile not in known:
            raise ConfigError.unknown("profile", profile, known)
    return tuple(
        rule
        for code, rule in loaded.items()
        if code not in ignore and (code in select or not set(profiles).isdisjoint(rule.profiles))
    )


def findings(rule: Rule, report: ThemeReport, filename: str | None) -> Iterator[Diagnostic]:
    """What `rule` says of `report`; a rule that breaks its promise is named."""
    code = rule.code.code
    try:
        found = tuple(rule.check(report, filename=filename))
    except ThemeReportError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(f"the rule {code!r} failed: {type(error).__name__}: {error}") from error
    for diagnostic in found:
        if not isinstance(diagnostic, Diagnostic) or diagnostic.code != code:
            raise PluginError(
                f"the rule {code!r} gave {diagnostic!r}: it must give diagnostics of its code"
            )
        yield diagnostic


def _load(rules: Registry[Rule], name: str) -> Rule:
    """The rule called `name`, whose code is known from now on."""
    rule = rules.get(name)
    code = rule.code
    if not isinstance(code, Code) or code.code != name:
        raise PluginError(f"the rule {name!r} has the code {code!r}: its code must be its name")
    if isinstance(rule.profiles, str):
        raise PluginError(f"the rule {name!r} has the profiles {rule.profiles!r}: give a tuple")
    if CATALOGUE.get(name) != code:
        try:
            enter(code)
        except ValueError as error:
            raise PluginError(f"the rule {name!r} cannot be used: {error}") from None
    return rule
