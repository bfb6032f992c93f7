"""Two dates: the boundaries of one day beside those of another, on two linked maps, and what became of each area."""

from stpdash import texts
from stpdash.markup import tag
from stpdash.ui import date_panels, shell

now, said = date_panels.asked()

shell.heading("Two dates side by side")
shell.notices(said)
shell.write(tag("p", texts.ABOUT_TWO_DATES))
more: list[str] = []
shade = date_panels.choose(now, more)
chosen = date_panels.marked(now, more)
shell.notices(more)
shell.write(date_panels.steps(now, shade) + date_panels.told(now))
date_panels.maps(now, shade, chosen)
date_panels.chosen_area(now, chosen)
date_panels.differences(now)
