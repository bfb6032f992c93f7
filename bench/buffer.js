// Run in pages whose bytes are counted: Streamlit asks for more files than a browser remembers by default (250).
performance.setResourceTimingBufferSize(2000);
