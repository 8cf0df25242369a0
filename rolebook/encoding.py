"""Bytes of a content file into text: UTF-8 only, of sane size, without characters that hide or reorder text."""

from rolebook.findings import Finding, Position, Wording, error, warning
from rolebook.text import is_unprintable

MAX_BYTES = 1_000_000


def read_text(data: bytes, file: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text with LF line ends and no byte order mark; None where it cannot be trusted. Never raises."""
    start = Position(file, 1, 1)
    if len(data) > MAX_BYTES:
        return None, (
            error(
                "too-large",
                start,
                Wording(f"文件有 {len(data)} 字节，超过 {MAX_BYTES}", f"{len(data)} bytes"),
                Wording("把它拆成几个文件。", f"Split it: at most {MAX_BYTES} bytes a file."),
            ),
        )
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return None, (_encoding(start, "UTF-16"),)
    findings: list[Finding] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        findings.append(
            warning(
                "byte-order-mark",
                start,
                Wording("文件开头有 BOM", "a byte order mark at the start"),
                Wording("另存为“UTF-8”（不带 BOM）。", "Save as UTF-8 without a BOM."),
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return None, (*findings, _encoding(_place(data, problem.start, file), _likely(data)))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = [*_unprintable(text, file)]
    if bad:
        return None, (*findings, *bad)
    if text and not text.endswith("\n"):
        findings.append(
            warning(
                "no-final-newline",
                Position(file, text.count("\n") + 1, 1),
                Wording("最后一行没有换行", "no newline at the end"),
                Wording("在文件末尾加一个换行。", "Add one."),
            )
        )
    return text, tuple(findings)


def _place(data: bytes, offset: int, file: str) -> Position:
    before = data[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Position(file, before.count(b"\n") + 1, column)


def _likely(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "不明编码"
    return "GBK/GB18030"


def _encoding(at: Position, name: str) -> Finding:
    return error(
        "not-utf-8",
        at,
        Wording(f"这里不是 UTF-8（看起来是 {name}）", f"not UTF-8 (looks like {name})"),
        Wording("在编辑器里选“另存为”，编码选 UTF-8。", "Save the file as UTF-8."),
    )


def _unprintable(text: str, file: str) -> list[Finding]:
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        for column, char in enumerate(line, 1):
            if char != "\t" and (is_unprintable(char) or char == "\ufeff"):
                findings.append(
                    error(
                        "control-character",
                        Position(file, number, column),
                        Wording(f"有不可见的控制字符 U+{ord(char):04X}", f"the control character U+{ord(char):04X}"),
                        Wording("删去这个字符（可以把这一行重新打一遍）。", "Delete it; retyping the line helps."),
                    )
                )
    return findings
