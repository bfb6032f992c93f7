"""The speed of the atlas beside two yardsticks: a bare Streamlit page and a plain Leaflet page."""
