"""The document by others' rules: Redocly's strictest and Spectral's, over the bundle and its 3.0 twin."""

from __future__ import annotations

from tests.languages.players import INSTALLED, NODE, NPM
from tests.languages.workshop import BUNDLE, TWIN, Workshop

DOCUMENTS = (str(BUNDLE), str(TWIN))
# Neither tells anybody that it is used.
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def lint() -> None:
    """Raise `NotMadeError` with what the lints say, be it only a warning, or with what is missing."""
    for tool in (NODE, NPM):
        tool.require()
    shop = Workshop("lint")

    def install() -> None:
        shop.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", otherwise=INSTALLED)

    def look() -> None:
        shop.bring("node_modules")
        shop.once("packages", [shop.source / "package-lock.json"], install)
        programs = shop.folder / "node_modules" / ".bin"
        redocly = (f"{programs}/redocly", "lint", "--config", "redocly.yaml", "--format", "stylish")
        spectral = (f"{programs}/spectral", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint", "--quiet")
        shop.run(*redocly, *DOCUMENTS, otherwise="Redocly objects", environment=QUIET)
        shop.run(*spectral, *DOCUMENTS, otherwise="Spectral objects")

    shop.once("linted", [shop.source, BUNDLE, TWIN], look)
