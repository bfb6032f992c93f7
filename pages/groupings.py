"""Groupings across footprints: combined authorities, councils that straddle, the NHS idea, mergers of CCGs."""

from stpdash import texts
from stpdash.markup import tag
from stpdash.ui import grouping_panels, shell

shell.heading("Groupings across footprints")
shell.write(tag("p", texts.ABOUT_GROUPINGS) + grouping_panels.contents())
grouping_panels.at_a_glance()
grouping_panels.authorities()
grouping_panels.councils()
grouping_panels.in_full()
grouping_panels.nhs()
grouping_panels.mergers()
