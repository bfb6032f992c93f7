"""One person: every role in which a source names them, with date, place and source. Public roles only."""

from stpdash import leading, people, search, tables, texts
from stpdash.markup import tag
from stpdash.ui import address, atlas, shell

data = atlas.read()
asked = address.given("person")
found = people.person(data, asked)

if found is None:
    shell.heading("Find a person")
    shell.notices([f"There is nobody called “{asked}” here."] if asked else [])
    shell.write(tables.hits([hit for hit in search.search(data, asked) if hit.kind == "Person"]))
else:
    shell.title(found.name)
    shell.heading(found.name)
    shell.write(leading.career(data, found))
    shell.write(tag("p", texts.ABOUT_PEOPLE))
