"""How much is read of a document, and what is said of one that cannot be read."""

from collections.abc import Iterable, Iterator

from rolebook.importing.blocks import Block, DocumentRefused
from rolebook.ordinary_files import MAX_TEXT

MOST_BYTES = 50_000_000
"""Of a document's file."""
MOST_UNPACKED = 300_000_000
"""Bytes that a package of Office may unpack to, its pictures included."""
MOST_XML = 100_000_000
"""Bytes of its parts of XML together."""
MOST_PARTS = 10_000
"""Files inside a package: each picture is one."""
MOST_BLOCKS = 100_000
"""Blocks of a document: a handbook of a thousand pages has about thirty thousand."""


def proved(data: bytes) -> bytes:
    """The bytes of a document, of which there are not too many. Raises DocumentRefused."""
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise DocumentRefused(
            f"这个文件超过 {most} MB，请拆成几个文件，或删去其中的图片再另存。",
            f"It has more than {most} MB; split it, or take out its pictures.",
        )
    return data


def kept(text: str) -> str:
    """The text of a document, which a source can hold. Raises DocumentRefused."""
    if len(text.encode("utf-8")) > MAX_TEXT:
        most = MAX_TEXT // 1_000_000
        raise DocumentRefused(
            f"这个文件的文字超过 {most} MB，请分成几个文件，再分别导入。",
            f"Its text has more than {most} MB; part it and import the parts.",
        )
    return text


def counted(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, as long as there are not too many. Raises DocumentRefused."""
    for number, block in enumerate(blocks, 1):
        if number > MOST_BLOCKS:
            raise DocumentRefused(
                f"这个文件超过 {MOST_BLOCKS} 段（行），请拆成几个文件。",
                f"It has more than {MOST_BLOCKS} paragraphs or rows; split it into several files.",
            )
        yield block


def damaged(kind: str) -> DocumentRefused:
    """A document that is broken, or no such document at all; `kind` is what the program calls it (`Word`)."""
    return DocumentRefused(
        f"这个 {kind} 文件已损坏，或不是 {kind} 文件，请打开后另存一份再试。",
        f"This {kind} file is damaged, or is none; open it and save it anew.",
    )
