"""The server of the preview: for browsers on this computer, and for nothing that they show of elsewhere."""

import errno
import mimetypes
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from rolebook.findings.problem import Misuse
from rolebook.site.links import MISSING
from rolebook.site.preview import OWN, Preview

_USUAL = 80
"""The port that browsers do not name."""

HOST = "127.0.0.1"
_HERE = Path(__file__).parent
_WAIT = 20.0
"""Seconds after which a browser asks anew whether a page has changed."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json"}


class PreviewServer(ThreadingHTTPServer):
    """Shows a preview on a port of this computer alone."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # Windows would give one port to two

    def __init__(self, port: int, preview: Preview) -> None:
        """Raises Misuse where the port is taken, or nobody may have it."""
        self.preview = preview
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as problem:
            if isinstance(problem, OSError) and problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            raise Misuse(
                f"端口 {port} 已被占用或不能使用。请换一个，例如 --port {port % 60000 + 1}。",
                f"The port {port} is taken or cannot be used. Choose another, --port {port % 60000 + 1}, say.",
            ) from problem

    def handle_error(self, request: object, client_address: object) -> None:
        """What an answer met with is told in the words of the command, and ends nothing."""
        del request, client_address
        problem = sys.exc_info()[1]
        if isinstance(problem, Exception):
            self.preview.fell(problem)

    @property
    def address(self) -> str:
        """Where the handbook is shown."""
        return f"http://{HOST}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of pages and files."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer; a browser that has gone meanwhile is no fault."""
        try:
            self._answer(*self._asked())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def do_HEAD(self) -> None:
        """The same without the content."""
        self.do_GET()

    def log_message(self, *_said: object) -> None:
        """Nothing: what was asked for is nobody's to keep."""

    def _asked(self) -> tuple[int, str, bytes]:
        """Status, type and content of what was asked for."""
        port = self.server.server_port
        ours = {
            f"{name}{end}" for name in (HOST, "localhost") for end in (f":{port}", *([""] if port == _USUAL else []))
        }
        if self.headers.get("Host", "") not in ours:
            return 403, "text/plain", b"127.0.0.1"  # a name that somebody has led here
        parts = urlsplit(self.path)
        path = unquote(parts.path).removeprefix("/")
        if path == "" or path.endswith("/"):
            path += "index.html"
        if path.startswith(f"{OWN}/"):
            return self._of_preview(path.removeprefix(f"{OWN}/"), parts.query)
        kind = _type(path)
        data = self.server.preview.page(path) if kind == "text/html" else self.server.preview.file(path)
        if data is None:
            return 404, "text/html", self.server.preview.page(MISSING) or b"404"
        return 200, kind, data

    def _of_preview(self, name: str, query: str) -> tuple[int, str, bytes]:
        if name in {"preview.js", "preview.css"}:
            return 200, _type(name), (_HERE / name).read_bytes()
        if name != "wait":
            return 404, "text/plain", b"404"
        asked = parse_qs(query)
        page, digest = (asked.get(key, [""])[0] for key in ("page", "digest"))
        is_other = self.server.preview.is_other(page, digest, _WAIT)
        return 200, "text/plain", b"changed" if is_other else b"same"

    def _answer(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header(
            "Content-Type", f"{kind}; charset=utf-8" if kind.startswith(("text/", "application/j")) else kind
        )
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")  # the pages of others load none of its scripts
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _type(path: str) -> str:
    ending = Path(path).suffix.lower()
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
