"""Find: opens what was meant where only one thing is called so, else offers what comes close."""

import streamlit as st

from stpdash import search, tables, words
from stpdash.ui import address, atlas, shell

data = atlas.read()
asked = address.given("q").strip()
hits = search.search(data, asked, most=20)
exact = [hit for hit in hits if hit.exact]

if len(exact) == 1:
    page, query = shell.target(exact[0].address)
    st.switch_page(page, query_params=query)
shell.heading("Find a place, a trust or a person")
if hits:
    shell.notices([f"{words.count(len(hits), 'record')} for “{asked}”, the closest first."])
elif asked:
    shell.notices([f"Nothing is called “{asked}” here."])
shell.write(tables.hits(hits))
