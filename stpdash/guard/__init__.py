"""What stands between the open internet and the pages: plain ASGI middleware, and uvicorn held to time before it."""
