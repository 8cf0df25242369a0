r"""A case: what a person did to the made-up company's library, and what `check` must say to it.

    One line saying what is wrong, with the number of the catalogue of bad inputs.
    @@ content/roles/clerk.yaml
    the file's text, up to the next mark
    @@ content/duties/planning.yaml lines 2-2
    what stands there in place of these lines of the library; `lines 3-2` puts it in front of line 3
    @@ content/library.yaml gb18030
    a text in another encoding
    @@ content/library.yaml escapes
    a text in which \r, \xFF and \u2028 stand for these bytes and characters, and \ at the end of a line for no line end
    @@ content/redirects.yaml absent
    @@ expect
    content/duties/planning.yaml:2:7: error full-width-colon
      the message
      = the hint
      the message in English
      = the hint in English

Further lines of a hint are indented by four spaces more.

Everything that is found must be expected, word for word. `pytest --rewrite-cases` writes what is found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rolebook.findings.finding import Finding
from rolebook.words.wording import Wording

_MARK = re.compile(r"^@@ (\S+)(?: (.+))?\n", re.MULTILINE)
_ESCAPE = re.compile(rb"\\(?:x([0-9A-F]{2})|u([0-9A-F]{4})|(r)|\n)")


@dataclass(frozen=True)
class Case:
    """A case file taken apart: what to do to which files, and what is expected."""

    path: Path
    title: str
    edits: tuple[tuple[str, str, str], ...]
    """(file, how, body)."""
    expected: str

    def apply(self, root: Path) -> None:
        """Do to a copy of the library what the case says."""
        for name, how, body in self.edits:
            file = root / name
            if how == "absent":
                file.unlink()
                continue
            old = file.read_bytes() if file.exists() else b""
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_edited(old, how, body))

    def rewrite(self, findings: str) -> None:
        """Expect what was found."""
        head = self.path.read_text("utf-8").partition("@@ expect\n")[0]
        self.path.write_text(f"{head}@@ expect\n{findings}", "utf-8")


def read(path: Path) -> Case:
    """Take a case file apart."""
    title, *parts = _MARK.split(path.read_text("utf-8"))
    edits = list(zip(parts[0::3], (how or "" for how in parts[1::3]), parts[2::3], strict=True))
    name, _, expected = edits.pop()
    assert name == "expect", f"{path}: no '@@ expect' at the end"
    return Case(path, title, tuple(edits), expected)


def _edited(old: bytes, how: str, body: str) -> bytes:
    if place := re.fullmatch(r"lines (\d+)-(\d+)(?: (\w+))?", how):
        lines = old.splitlines(keepends=True)
        lines[int(place[1]) - 1 : int(place[2])] = [_encoded(body, place[3] or "")]
        return b"".join(lines)
    return _encoded(body, how)


def _encoded(body: str, how: str) -> bytes:
    if how == "escapes":
        return _ESCAPE.sub(_unescaped, body.encode())
    return body.encode(how or "utf-8")


def _unescaped(found: re.Match[bytes]) -> bytes:
    byte, char, carriage_return = found.groups()
    if byte:
        return bytes([int(byte, 16)])
    if char:
        return chr(int(char, 16)).encode("utf-8", "surrogatepass")
    return b"\r" if carriage_return else b""


def rendered(findings: Iterable[Finding]) -> str:
    """Findings as a case file writes them, in both languages."""
    return "".join(_block(finding) for finding in findings)


def _block(finding: Finding) -> str:
    at, message = finding.at, finding.message
    hint = Wording(*(words.replace("\n", "\n    ") for words in finding.hint))
    place = f"{at.file}:{at.line}:{at.column}: {finding.severity.value} {finding.rule}"
    return f"{place}\n  {message.zh}\n  = {hint.zh}\n  {message.en}\n  = {hint.en}\n"
