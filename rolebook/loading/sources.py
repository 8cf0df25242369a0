"""Source documents: read as they were received, proved by their SHA-256, and cut into lines."""

import hashlib
from collections.abc import Iterator
from typing import Any

from rolebook.findings.finding import Finding, error
from rolebook.loading.assembly import line_range, waivers_of
from rolebook.loading.content_files import ContentFile
from rolebook.model import labels
from rolebook.model.source import LedgerEntry, Part, Source
from rolebook.ordinary_files import MAX_LINES, MAX_TEXT, read_file
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import Traits, scalar
from rolebook.yamltext.document import YamlDocument
from rolebook.yamltext.mending import rewriting_pair

MAX_ORIGINAL = 200_000_000
"""Bytes of a document as received, where its text is another file."""
MAX_LINE = 100_000
"""Characters of a line."""


def source(file: ContentFile, document: YamlDocument) -> tuple[Source | None, tuple[Finding, ...]]:
    """content/sources/ID.yaml with the lines of its text.

    A document that is not byte for byte what was received is an error: every quotation would be in doubt.
    """
    value = document.value
    names = {"sha256": value["original"]}
    if value["text"] != value["original"]:
        names["text_sha256"] = value["text"]
    data = b""
    for key, name in names.items():
        limit = MAX_TEXT if name == value["text"] else MAX_ORIGINAL
        read = read_file(file.path.parent / name, f"{file.name.rpartition('/')[0]}/{name}", limit)
        if isinstance(read, Finding):
            at = document.at(("original" if key == "sha256" else "text",))
            message = Wording(f"{name}：{read.message.zh}", f"{name}: {read.message.en}")
            return None, (error("missing-document", at, *message).mend(*read.hint),)
        data = read
        digest = hashlib.sha256(read).hexdigest()
        if digest != value.get(key):
            return None, (_changed(document, key, name, digest, data if name == value["text"] else b""),)
    if data.count(b"\n") > MAX_LINES:
        return None, (too_many_lines(document),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, (
            error("not-utf-8", document.at(("text",)), "来源文本不是 UTF-8", "the text is not UTF-8").mend(
                "另存一份 UTF-8 文本，写入 text 和 text_sha256。", "Save a UTF-8 text; give text and text_sha256."
            ),
        )
    lines = tuple(line.removesuffix("\r") for line in text.split("\n"))
    if longest := next((number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE), None):
        return None, (_long_line(document, longest),)
    return Source(
        id=value["id"],
        title=value["title"],
        at=document.at(("id",)),
        received=value["received"],
        original=value["original"],
        text=value["text"],
        sha256=value["sha256"],
        superseded_by=value.get("superseded_by", ""),
        redacted=tuple((one["line"], one["kind"]) for one in value.get("redacted", ())),
        waivers=waivers_of(value),
        lines=lines[:-1] if lines[-1] == "" else lines,
        parts=tuple(
            Part(
                part["id"],
                part["title"],
                *line_range(part["lines"]),
                part.get("state") == "open",
                document.at(("documents", number, "state")),
            )
            for number, part in enumerate(value["documents"])
        ),
        ledger=tuple(_ledger(value["ledger"], document)),
    ), ()


def too_many_lines(document: YamlDocument) -> Finding:
    """A source of which the lines are more than all sources together may have, or with which they become so."""
    return error(
        "too-large",
        document.at(("text",)),
        f"所有来源合计超过 {MAX_LINES} 行",
        f"all sources together have more than {MAX_LINES} lines",
    ).mend("收录得少一些，或分成几本手册。", "Take in less, or keep several handbooks.")


def _long_line(document: YamlDocument, number: int) -> Finding:
    return error(
        "too-large",
        document.at(("text",)),
        f"来源的第 {number} 行超过 {MAX_LINE} 个字",
        f"line {number} has more than {MAX_LINE} characters",
    ).mend("另存一份分行的文本，写入 text 和 text_sha256。", "Save a text with line ends; give text and text_sha256.")


def _changed(document: YamlDocument, key: str, name: str, digest: str, data: bytes) -> Finding:
    """That a document is another than was received; it may also be the one, and another may have been recorded.

    Told apart where only the line ends of its text are other. `data` is the text; an original that is not the text
    itself is not read into memory, and `data` is empty.
    """
    lines = data.replace(b"\r\n", b"\n")
    received = document.value.get(key)
    if received in {hashlib.sha256(other).hexdigest() for other in (lines, lines.replace(b"\n", b"\r\n"))}:
        return error(
            "changed-source",
            document.at((key,)),
            f"{name} 与收到时不同：文字没有变，只有换行符变了（CRLF 与 LF）",
            f"{name} has changed: not its words, only its line ends (CRLF or LF)",
        ).mend(
            f"恢复原来的 {name}（例如从版本库取回）；.gitattributes 中要有 content/sources/* -text。",
            f"Restore {name}; .gitattributes must hold: content/sources/* -text",
        )
    fix = (
        rewriting_pair(document, (key,), scalar(digest, traits=Traits(quoted=True)))
        if (key,) in document.nodes and _is_text(data)
        else None
    )
    recorded = Wording(
        f"；确知它就是收到的原件的，写成：{fix.shown(100)}" if fix else "",
        f" If it is what was received, write: {fix.shown(100)}" if fix else "",
    )
    return error(
        "changed-source",
        document.at((key,)),
        f"{name} 与收到时不同：现在的校验码是 {digest}",
        f"{name} has changed: its SHA-256 is {digest}",
    ).mend(
        f"恢复原来的 {name}（例如从版本库取回）；新的版本请另立一份来源，用 superseded_by 指明{recorded.zh}。",
        f"Restore {name}; a revised document becomes a new source (superseded_by).{recorded.en}",
        fix=fix,
    )


def _is_text(data: bytes) -> bool:
    try:
        return data.decode("utf-8") != ""
    except UnicodeDecodeError:
        return False


def _ledger(value: dict[str, Any], document: YamlDocument) -> Iterator[LedgerEntry]:
    for status in labels.LEDGER:
        for number, lines in enumerate(value.get(status, ())):
            yield LedgerEntry(status, *line_range(lines), "", document.at(("ledger", status, number)))
    for number, entry in enumerate(value.get("dropped", ())):
        at = document.at(("ledger", "dropped", number))
        yield LedgerEntry("dropped", *line_range(entry["lines"]), entry["reason"], at, entry.get("part", ""))
