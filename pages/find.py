"""Find: what comes close to the words asked for. (What only one thing is called, the server opens at once.)"""

from stpdash import search, tables, words
from stpdash.ui import address, atlas, shell

data = atlas.read()
asked = address.given("q").strip()
hits = search.search(data, asked, most=20)

shell.heading("Find a place, a trust or a person")
if hits:
    shell.notices([f"{words.count(len(hits), 'record')} for “{asked}”, the closest first."])
elif asked:
    shell.notices([search.nothing(asked)])
shell.write(tables.hits(hits))
