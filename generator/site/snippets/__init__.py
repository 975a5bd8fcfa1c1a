"""Programs to be copied: every scenario of the document in curl, Python and TypeScript."""

from generator.site.snippets.scenario import Scenario, scenarios

__all__ = ["Scenario", "scenarios"]
