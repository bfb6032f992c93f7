"""From the published sources to geodata/: one module a table, each a pure function of the sources."""

from stpdash.build.run import Report, build

__all__ = ["Report", "build"]
