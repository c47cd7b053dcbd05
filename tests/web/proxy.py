"""A small reverse proxy that shows a server under a path, as nginx or Caddy would: with the path or without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}


class _Proxy(ThreadingHTTPServer):
    upstream = ""
    root = ""
    strips = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: _Proxy

    def log_message(self, *arguments: object) -> None:
        pass

    def _forward(self) -> None:
        if not self.path.startswith(self.server.root):
            self.send_error(404)
            return
        path = self.path.removeprefix(self.server.root) or "/" if self.server.strips else self.path
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        headers |= {"X-Forwarded-Host": self.headers["Host"], "X-Forwarded-Proto": "http"}
        headers["Host"] = urlsplit(self.server.upstream).netloc  # what nginx sends unless told otherwise
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        upstream = HTTPConnection(urlsplit(self.server.upstream).netloc, timeout=120)
        try:
            upstream.request(self.command, path, body or None, headers)
            reply = upstream.getresponse()
            self.send_response(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in HOP | {"date", "server"}:
                    self.send_header(name, value)
            self.end_headers()
            while piece := reply.read1(65_536):
                self.wfile.write(piece)
                self.wfile.flush()
        finally:
            upstream.close()

    do_GET = do_POST = do_HEAD = _forward  # noqa: N815 - the names that http.server looks for


@contextmanager
def proxy(upstream: str, root: str, *, strips: bool) -> Iterator[str]:
    """The address of the proxy. With `strips` the server behind it never sees the root."""
    with _Proxy(("127.0.0.1", 0), _Handler) as server:
        server.upstream, server.root, server.strips = upstream, root, strips
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
