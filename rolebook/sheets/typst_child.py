"""The process that Typst runs in: `TypstProcess` of typst_process.py starts it as a program and talks to it.

It reads requests from standard input, a line of JSON each; the first says where the template and the fonts lie. To the
others it answers with a line of JSON: {"bytes": N}, with N bytes of PDF behind it, or {"error": …, "diagnostic": …}.
"""

import json
import os
import sys
from typing import IO, Any

import typst

STANDARDS: Any = ["a-2a", "ua-1"]
"""PDF/A also makes Typst refuse what no font can show, instead of printing a box."""

_MOST_MEMORY = 4_000_000_000
"""Bytes of address space; a hundred sheets take a quarter of it."""


def main() -> None:
    """Answer requests until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    _bound_memory()
    settings = json.loads(sys.stdin.buffer.readline())
    fonts = typst.Fonts(include_system_fonts=False, font_paths=settings["fonts"])
    folder = settings["folder"]
    template = typst.Compiler(root=folder, font_paths=fonts, package_path=folder, package_cache_path=folder)
    probe = typst.Compiler(font_paths=fonts)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _allow(request["seconds"])
        source = request["source"].encode("utf-8") if request["source"] else settings["template"]
        _answer(answers, probe if request["source"] else template, source, request)


def _answer(answers: IO[bytes], compiler: typst.Compiler, source: Any, request: dict[str, Any]) -> None:
    standards = STANDARDS if request["standards"] else []
    try:
        made = compiler.compile(input=source, sys_inputs=request["inputs"], pdf_standards=standards, timestamp=0)
    except RuntimeError as problem:  # a TypstError, or a bare one where the file is missing
        head = {"error": str(problem), "diagnostic": getattr(problem, "diagnostic", "") or ""}
        made = b""
    else:
        assert isinstance(made, bytes)
        head = {"bytes": len(made)}
    answers.write(json.dumps(head).encode("ascii") + b"\n" + made)
    answers.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _allow(seconds: int) -> None:
    """So many seconds of the processor more, where the system counts them; else whoever asked waits only so long."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, hard))


if __name__ == "__main__":
    main()
