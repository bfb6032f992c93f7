"""Where Streamlit is: the frame of every page, the state in the address, the choosers, the live map, the server."""
