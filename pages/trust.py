"""One NHS trust: the footprints that list it as a partner, and who leads there."""

from stpdash import search, tables, who
from stpdash.ui import address, atlas, shell

data = atlas.read()
asked = address.given("trust").strip().upper()
names = dict(zip(data.organisations["code"], data.organisations["name"], strict=True))

if asked in names:
    shell.title(names[asked])
    shell.heading(names[asked])
    shell.write(who.trust_card(data, asked, names[asked]))
else:
    shell.heading("Find a trust")
    shell.notices([f"There is no trust “{address.given('trust')}” on the list of April 2019."] if asked else [])
    shell.write(tables.hits([hit for hit in search.search(data, asked) if hit.kind == "NHS trust"]))
