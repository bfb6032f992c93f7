"""From the published sources to geodata/: one module a table, each a pure function of the sources."""

from stpdash.build.run import STEPS, Report, build

__all__ = ["STEPS", "Report", "build"]
