"""Compare: two to ten footprints side by side, in numbers, on the map, through the years, and by who answers."""

from stpdash import comparing, comparison, texts
from stpdash.markup import tag
from stpdash.ui import address, atlas, compare_panels, shell

data = atlas.read()
asked, said = comparing.read(data, address.everything())

shell.heading("Footprints side by side")
shell.notices(said)
shell.write(tag("p", texts.ABOUT_COMPARE))
compare_panels.whom(asked)
if comparison.too_few(asked):
    compare_panels.nobody(asked)
else:
    compare_panels.one_measure(asked)
    compare_panels.numbers(asked)
    compare_panels.two_measures(asked)
    compare_panels.alike(asked)
    compare_panels.answers(asked)
