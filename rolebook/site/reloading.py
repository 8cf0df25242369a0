"""`mkdocs serve` puts a script into the pages that it shows, which our policy forbids; there alone, it may run.

The script differs from page to page, so the policy of a page gets the digest of the one in it, and no more: a script
that a text of the handbook had brought in would still be refused. A built site has no such digest.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_SCRIPT = re.compile(rb"<script>((?:(?!</script>).)*)</script>(?=\s*</body>)", re.DOTALL)
_ALLOWED = b"script-src 'self'"


def with_reloading(app: WSGIApplication) -> WSGIApplication:
    """The same application, with pages that let the script of MkDocs run."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            begun[:] = status, headers

        body = app(environ, begin)
        status, headers = begun
        if ("Content-Type", "text/html") in headers:
            data = _allowing(b"".join(body))
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers.append(("Content-Length", str(len(data))))
            body = [data]
        start_response(status, headers)
        return body

    return answer


def _allowing(page: bytes) -> bytes:
    """A page whose policy names the script at its end."""
    found = _SCRIPT.search(page)
    if found is None:
        return page
    digest = base64.b64encode(hashlib.sha256(found[1]).digest())
    return page.replace(_ALLOWED, b"%b 'sha256-%b'" % (_ALLOWED, digest), 1)
