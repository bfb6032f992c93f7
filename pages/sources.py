"""Sources: every source card, where sources disagree, what is not known, the licences, the version of the data."""

import streamlit as st

from stpdash import source_tables, texts, words
from stpdash.ui import atlas, shell

data = atlas.read()

st.title("Sources, licences and what is not known")
st.markdown(
    f"Data version **{data.version}**, fingerprint `{data.fingerprint}`. {texts.ACCURACY.format(data.accuracy_m)}"
)
st.header("What is not known")
st.markdown("\n".join(f"- {line}" for line in texts.gaps(data.has_official_table)))
st.header("Where sources disagree")
shell.write(source_tables.conflicts(data))
st.header("Licences")
st.markdown(
    "\n".join(
        f"- {line}" for line in (words.ONS_CREDIT, words.OS_CREDIT, words.NHS_CREDIT, words.LAND_CREDIT, *texts.CARRIED)
    )
)
st.header("Vintages of the boundaries")
shell.write(source_tables.vintages(data))
st.header("Source cards")
shell.write(source_tables.sources(data))
st.header("People named here")
st.markdown(texts.PEOPLE)
