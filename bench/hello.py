"""The first yardstick: the least that a Streamlit page can be. Served stock, without our settings."""

import streamlit as st

st.title("hello")
