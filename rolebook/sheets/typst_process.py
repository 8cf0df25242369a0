"""Typst in a process of its own: without a way to the network, and with bounds of time and memory.

The template is a company's own, and Typst is a language: it may name packages that are fetched from the network, and it
may count for ever. Neither can be kept from a compiler inside our own process.
"""

import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_NOWHERE = "http://127.0.0.1:9"
"""Where the child is told to send all that goes to the network: the port of this machine that takes nothing."""
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")
_SECONDS, _SECONDS_A_SHEET = 20, 3
"""Of the processor, for a compilation."""
_PATIENCE = 10
"""How many times as long the answer may take, on a machine that does other things."""


class Stopped(Exception):
    """The compilation took more time or memory than it may, and Typst was stopped."""


class Failed(Exception):
    """Typst says what is wrong; `diagnostic` shows the place in the source."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.diagnostic = diagnostic


class TypstProcess:
    """One compiler and its fonts; started with the first request, and anew after one was stopped. Not for threads."""

    def __init__(self, template: Path, fonts: Sequence[Path]) -> None:
        """`template` is compiled by `pdf`, and reads files beside it; `fonts` are folders."""
        self._settings = {
            "folder": str(template.parent),
            "template": str(template),
            "fonts": [str(folder) for folder in fonts],
        }
        self._process: subprocess.Popen[bytes] | None = None

    def pdf(self, inputs: Mapping[str, str], sheets: int = 1, source: str = "", *, standards: bool = True) -> bytes:
        """The template, or the text `source`, as a PDF of so many sheets. Raises Failed and Stopped.

        `inputs` are what the source finds in sys.inputs; without `standards`, it need not be accessible.
        """
        seconds = _SECONDS + _SECONDS_A_SHEET * sheets
        request = {"source": source, "inputs": dict(inputs), "standards": standards, "seconds": seconds}
        process = self._running()
        watch = threading.Timer(seconds * _PATIENCE, process.kill)
        watch.start()
        try:
            return self._asked(process, request)
        except (OSError, EOFError) as problem:
            _end(process)
            self._process = None
            raise Stopped from problem
        finally:
            watch.cancel()

    def _asked(self, process: "subprocess.Popen[bytes]", request: Mapping[str, object]) -> bytes:
        assert process.stdin
        assert process.stdout
        _send(process.stdin, request)
        head = json.loads(_exactly(process.stdout.readline(), 1))
        if "error" in head:
            raise Failed(head["error"], head["diagnostic"])
        return _exactly(process.stdout.read(head["bytes"]), head["bytes"])

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            package = Path(__file__).parents[1]
            environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
            environment |= {name: _NOWHERE for proxy in _PROXIES for name in (proxy, proxy.upper())}
            environment["PYTHONPATH"] = str(package.parent)
            environment["MALLOC_ARENA_MAX"] = "2"  # glibc would reserve memory for every processor
            # -P: no module is taken from the folder that we happen to be in.
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-P", "-m", f"{package.name}.sheets.typst_child"],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            weakref.finalize(self, _end, self._process)
            assert self._process.stdin
            _send(self._process.stdin, self._settings)
        return self._process


def _send(stream: IO[bytes], value: Mapping[str, object]) -> None:
    stream.write(json.dumps(value).encode("ascii") + b"\n")
    stream.flush()


def _exactly(data: bytes, number: int) -> bytes:
    """The data, of at least so many bytes. Raises EOFError where the other side has ended before."""
    if len(data) < number:
        raise EOFError
    return data


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process, and leave nothing of it."""
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream:
            try:
                stream.close()
            except OSError:  # what was not sent yet has nowhere to go
                continue
    process.wait()
