"""Source documents: read as they were received, proved by their SHA-256, and cut into lines."""

import hashlib
from collections.abc import Iterator
from typing import Any

from rolebook.findings.finding import Finding, error
from rolebook.loading.assembly import line_range
from rolebook.loading.content_files import ContentFile, read_bytes
from rolebook.model import labels
from rolebook.model.entries import LedgerEntry, Part, Source
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import Traits, scalar
from rolebook.yamltext.document import YamlDocument
from rolebook.yamltext.mending import rewriting_pair


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
        read = read_bytes(file.path.parent / name, f"{file.name.rpartition('/')[0]}/{name}")
        if isinstance(read, Finding):
            at = document.at(("original" if key == "sha256" else "text",))
            message = Wording(f"{name}：{read.message.zh}", f"{name}: {read.message.en}")
            return None, (error("missing-document", at, message, read.hint),)
        data = read
        digest = hashlib.sha256(read).hexdigest()
        if digest != value.get(key):
            return None, (_changed(document, key, name, read),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, (
            error(
                "not-utf-8",
                document.at(("text",)),
                Wording("来源文本不是 UTF-8", "the text is not UTF-8"),
                Wording(
                    "另存一份 UTF-8 文本，写入 text 和 text_sha256。", "Save a UTF-8 text; give text and text_sha256."
                ),
            ),
        )
    lines = tuple(line.removesuffix("\r") for line in text.split("\n"))
    return Source(
        id=value["id"],
        title=value["title"],
        at=document.at(("id",)),
        received=value["received"],
        original=value["original"],
        text=value["text"],
        sha256=value["sha256"],
        superseded_by=value.get("superseded_by", ""),
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


def _changed(document: YamlDocument, key: str, name: str, data: bytes) -> Finding:
    """That a document is another than was received; it may also be the one, and another may have been recorded."""
    digest = hashlib.sha256(data).hexdigest()
    fix = rewriting_pair(document, (key,), scalar(digest, traits=Traits(quoted=True))) if _is_text(data) else None
    recorded = Wording(
        f"；确知它就是收到的原件的，写成：{fix.shown(100)}" if fix else "",
        f" If it is what was received, write: {fix.shown(100)}" if fix else "",
    )
    return error(
        "changed-source",
        document.at((key,)),
        Wording(f"{name} 与收到时不同：现在的校验码是 {digest}", f"{name} has changed: its SHA-256 is {digest}"),
        Wording(
            f"恢复原来的 {name}（例如从版本库取回）；新的版本请另立一份来源，用 superseded_by 指明{recorded.zh}。",
            f"Restore {name}; a revised document becomes a new source (superseded_by).{recorded.en}",
        ),
        fix,
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _ledger(value: dict[str, Any], document: YamlDocument) -> Iterator[LedgerEntry]:
    for status in labels.LEDGER:
        for number, lines in enumerate(value.get(status, ())):
            yield LedgerEntry(status, *line_range(lines), "", document.at(("ledger", status, number)))
    for number, entry in enumerate(value.get("dropped", ())):
        at = document.at(("ledger", "dropped", number))
        yield LedgerEntry("dropped", *line_range(entry["lines"]), entry["reason"], at)
