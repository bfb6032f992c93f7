"""What stands between the open internet and the pages: plain ASGI middleware, each limit a setting."""
