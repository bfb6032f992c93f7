"""Front door. `make run`, `streamlit run app.py` and `uvicorn app:app` all come in here.

A server imports this file once and serves `app`; Streamlit runs it again for every view and draws the page.
"""

import streamlit as st

from stpdash.ui import server, shell

if __name__ == "__main__":
    shell.draw()
else:
    app = st.App(__file__, **server.settings())
