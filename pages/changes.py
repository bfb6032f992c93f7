"""What changed, 2016 to 2021: how the numbers add up, every event, and one event with its two maps."""

from stpdash import texts
from stpdash.markup import tag
from stpdash.ui import change_panels, shell

said: list[str] = []
now, event = change_panels.asked(said), change_panels.event(said)

if event:
    shell.notices(said)
    change_panels.one(event, now)
else:
    shell.heading("What changed, 2016 to 2021")
    shell.notices(said)
    shell.write(tag("p", texts.ABOUT_CHANGES))
    change_panels.adding_up()
    change_panels.choose(now)
    change_panels.ledger(now)
