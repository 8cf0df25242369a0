"""Bytes of a content file into text: UTF-8 only, of sane size, without characters that hide or reorder text."""

import re
from codecs import BOM_UTF8
from dataclasses import replace

from rolebook.findings.finding import Finding, Position, error, replacing, warning
from rolebook.ordinary_files import too_many_bytes
from rolebook.words.text import UNPRINTABLE
from rolebook.words.wording import Wording

MAX_BYTES = 1_000_000
_MANY = 100
"""Above this many control characters the file is reported once, as binary."""

ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
"""Characters that take no room: refused in ids, a warning in prose, taken out by `fmt`."""
_CONTROL = re.compile(UNPRINTABLE.pattern[:-1] + "\ufeff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_text(data: bytes, file: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text with LF line ends and no byte order mark; None where it cannot be trusted. Never raises."""
    start = Position(file, 1, 1)
    if len(data) > MAX_BYTES:
        return None, (too_many_bytes(start, len(data), MAX_BYTES),)
    if kind := _other_kind(data):
        return None, (_of_other_kind(start, kind),)
    if _is_utf16(data):
        return None, (replace(_not_utf8(start, "UTF-16", ""), anew=in_utf_8(data) is not None),)
    findings: list[Finding] = []
    if data.startswith(BOM_UTF8):
        data = data.removeprefix(BOM_UTF8)
        found = warning("byte-order-mark", start, "文件开头有 BOM", "a byte order mark at the start").mend(
            "另存为“UTF-8”（不带 BOM）。", "Save as UTF-8 without a BOM."
        )
        findings.append(replace(found, anew=True))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        undecodable = _undecodable(data, problem.start, file)
        return None, (*findings, replace(undecodable, anew=in_utf_8(data) is not None))
    findings += _line_ends(text, file)
    text = _LINE_END.sub("\n", text)
    control = _control_characters(text, file)
    return None if control else text, (*findings, *control)


_OF_OTHERS = {
    b"PK\x03\x04": Wording("Word、Excel 或压缩文件", "a file of Word or Excel, or an archive"),
    b"\xd0\xcf\x11\xe0": Wording("Word 97—2003 或 Excel 97—2003 文件", "a file of an old Word or Excel"),
    b"%PDF": Wording("PDF 文件", "a PDF"),
}
"""The first bytes of files that people save in the wrong place → what they are."""


def _other_kind(data: bytes) -> Wording | None:
    return next((kind for start, kind in _OF_OTHERS.items() if data.startswith(start)), None)


def _of_other_kind(at: Position, kind: Wording) -> Finding:
    return error("not-text", at, f"这是 {kind.zh}，不是文本", f"this is {kind.en}, not a text").mend(
        "请移到 content 以外；要收入手册的，用 import 导入。",
        "Move it out of content; what belongs into the handbook, import it.",
    )


def as_far_as_text(data: bytes) -> tuple[str, frozenset[int]]:
    """The text of a file that `read_text` refuses, and the numbers of the lines of it that cannot be trusted."""
    if _other_kind(data):
        return "", frozenset()
    known = in_utf_8(data)
    text = (data if known is None else known).removeprefix(BOM_UTF8).decode("utf-8", "replace")
    text = _LINE_END.sub("\n", text)
    strange = (number for number, line in enumerate(text.split("\n"), 1) if known is None and "\ufffd" in line)
    return text, frozenset(strange)


def in_utf_8(data: bytes) -> bytes | None:
    """The same text in UTF-8 without a byte order mark, its line ends LF where they were mixed; never raises.

    None where it is not certain which encoding it is in: only a text whose characters are those of everyday Chinese
    (GB2312) is taken for GBK, since bytes of other encodings can nearly always be read as GBK too.
    """
    text = _decoded(data)
    if text is None:
        return None
    if len(set(_LINE_END.findall(text))) > 1:
        text = _LINE_END.sub("\n", text)
    return text.encode("utf-8")


def _decoded(data: bytes) -> str | None:
    if _is_utf16(data):
        marked = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        big = data[::2].count(0) > data[1::2].count(0)
        name = "utf-16" if marked else "utf-16-be" if big else "utf-16-le"
        return _read_as(name, data)
    text = _read_as("utf-8-sig", data)
    if text is None:
        text = _read_as("gb18030", data)
        strange = [char for char in text or "" if not char.isascii()]
        everyday = sum(_is_everyday(char) for char in strange)
        if everyday < _EVERYDAY * len(strange):
            return None
    return text


_EVERYDAY = 0.97
"""The share of GB2312 among the characters of a text from which on it is taken for GBK."""


def _read_as(name: str, data: bytes) -> str | None:
    try:
        text = data.decode(name)
        text.encode("utf-8")
    except UnicodeError:
        return None
    return text


def _is_everyday(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return char in "—·“”‘’…"  # GB18030 has other code points for some of these
    return True


def _is_utf16(data: bytes) -> bool:
    """By its byte order mark, or because most zero bytes are at even offsets, or most at odd ones: ASCII in UTF-16."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or max(even, odd) > 4 * min(even, odd) + len(data) // 8


def _undecodable(data: bytes, offset: int, file: str) -> Finding:
    """At the first byte that is not UTF-8, with what it looks like."""
    before = _LINE_END.split(data[:offset].decode("utf-8"))
    line = re.split(rb"[\r\n]", data[offset - len(before[-1].encode()) :], maxsplit=1)[0]
    at = Position(file, len(before), len(before[-1]) + 1)
    if not _is_gb18030(line):
        return _not_utf8(at, "", f"字节 0x{data[offset]:02X}")
    if _is_gb18030(data):
        return _not_utf8(at, "GBK/GB18030", f"字节 0x{data[offset]:02X}")
    return error(
        "not-utf-8", at, "从此处起是 GBK/GB18030，之前是 UTF-8", "GBK/GB18030 from here on, UTF-8 before"
    ).mend(
        "文件中混有两种编码：请从这一行起重新输入，再存为 UTF-8。", "Retype the text from here on and save as UTF-8."
    )


def _is_gb18030(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _not_utf8(at: Position, name: str, byte: str) -> Finding:
    zh = "，".join(filter(None, (byte, f"看起来是 {name}" if name else "")))
    en = ", ".join(filter(None, (byte.replace("字节", "byte"), f"looks like {name}" if name else "")))
    if name:
        hint = Wording(f"用记事本打开，“另存为”，编码由 {name} 改成 UTF-8。", f"Convert it from {name} to UTF-8.")
    else:
        hint = Wording("请重新输入这个字，再存为 UTF-8。", "Retype the character and save as UTF-8.")
    return error("not-utf-8", at, f"这里不是 UTF-8（{zh}）", f"not UTF-8 ({en})").mend(*hint)


def _line_ends(text: str, file: str) -> list[Finding]:
    """Findings about line ends that are mixed, and about a last line that has none."""
    if "\r" not in text and text.endswith("\n"):
        return []
    ends = _LINE_END.findall(text)
    findings = []
    other = next((number for number, end in enumerate(ends, 1) if end != ends[0]), None)
    if other:
        found = warning(
            "mixed-line-ends",
            Position(file, other, 1),
            "这一行的换行符与前面的不同",
            "this line ends otherwise than those before",
        ).mend("在编辑器里把换行统一为 LF，或运行 fmt。", "Use LF throughout, or run fmt.")
        findings.append(replace(found, anew=True))
    last = _LINE_END.split(text)[-1]
    if last:
        at = Position(file, len(ends) + 1, len(last) + 1)
        findings.append(
            warning("no-final-newline", at, "最后一行没有换行", "no newline at the end").mend(
                "在文件末尾加一个换行。", "Add one.", fix=replacing(at, at.column, "\n", certain=True)
            )
        )
    return findings


def _control_characters(text: str, file: str) -> list[Finding]:
    """One finding for each, or one for the file where there are many."""
    if not _CONTROL.search(text.replace("\t", "").replace("\n", "")):
        return []
    found = [
        (number, place.start() + 1, ord(place[0]))
        for number, line in enumerate(text.split("\n"), 1)
        for place in _CONTROL.finditer(line)
        if place[0] != "\t"
    ]
    if len(found) > _MANY:
        line, column, _ = found[0]
        return [
            error(
                "not-text",
                Position(file, line, column),
                f"这不是文本文件：有 {len(found)} 个控制字符",
                f"not a text: {len(found)} control characters",
            ).mend("换成正确的文件，或从版本库取回。", "Put the right file here, or restore it.")
        ]
    return [
        error(
            "control-character",
            Position(file, line, column),
            f"有不可见的控制字符 U+{code:04X}",
            f"the control character U+{code:04X}",
        ).mend(
            *_control_hint(code),
            fix=replacing(Position(file, line, column), column + 1, "", certain=_goes(code)) if _can_go(code) else None,
        )
        for line, column, code in found
    ]


def _can_go(code: int) -> bool:
    """Whether nothing is lost with a character: it is no sign of somebody's own."""
    return _goes(code) or not 0xE000 <= code <= 0xF8FF


def _goes(code: int) -> bool:
    """Whether a character is what Word, a chat or a spreadsheet puts between lines or in front of an item of a list."""
    return code in _LINE_ENDS or code in _BULLETS or code < ord(" ")


_BULLETS = {0xF06C, 0xF06E, 0xF075, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0E0, 0xF0FC}
"""Signs of the font Wingdings and its like, as Word keeps its bullets."""
_LINE_ENDS = {0x85, 0x2028, 0x2029}


def _control_hint(code: int) -> Wording:
    if code == 0xFEFF:
        return Wording(
            "此处可能接入了另一个文件：删去这个字符。", "Another file was joined here: delete the character."
        )
    if code in _LINE_ENDS:
        return Wording("这是从别处带来的换行：删去这个字符。", "A line end from elsewhere: delete the character.")
    if code in _BULLETS:
        return Wording("这是 Word 的项目符号：删去这个字符。", "A bullet of Word's: delete the character.")
    if 0xE000 <= code <= 0xF8FF:
        return Wording("这是自造字，在其他电脑上无法显示：请改用标准汉字。", "A private character: use a standard one.")
    return Wording("删去这个字符（可以重新输入这一行）。", "Delete it; retyping the line helps.")
