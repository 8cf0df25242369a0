"""Documents with random damage are read or refused, never anything else, and keep the order of their lines."""

import io
import random
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.readers import web, word, workbook
from tests.chance import seeded
from tests.importing_readers.test_web import PAGE
from tests.importing_readers.test_word_numbers import CHAPTERS, STYLES
from tests.importing_readers.test_word_text import TEXTS, boxed, cell
from tests.importing_readers.word_files import listed, p
from tests.importing_readers.word_files import word as word_file

VALUES = (b'"-1"', b'"99999999999"', b'"x"', b'""', b'"0"', b'"continue"')


def a_word_file() -> bytes:
    merged = cell(p("甲", lists=(1, 0)), '<w:vMerge w:val="restart"/>') + cell(p("乙"), '<w:gridSpan w:val="2"/>')
    rows = f"<w:tr>{merged}</w:tr><w:tr>{cell(p(), '<w:vMerge/>')}{cell(p('丙', inside=boxed('框')))}</w:tr>"
    listed_paragraphs = "".join(p("示例", lists=(1, level)) for level in (0, 1, 2, 1, 3, 0))
    body = "".join(p(inside=runs) for runs in TEXTS.values()) + f"<w:tbl>{rows}</w:tbl>" + listed_paragraphs
    return word_file(body, {"numbering": CHAPTERS + listed(1, 0), "styles": STYLES})


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["甲", 1, 2.5], ["乙", None, "丙"]):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A1:A2")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The text of a part with some of its tags lost, changed or exchanged."""
    pieces = re.split(rb"(<[^>]*>)", data)
    for _ in range(chance.randrange(1, 6)):
        one, other = (chance.randrange(len(pieces)) for _ in range(2))
        match chance.randrange(4):
            case 0:
                pieces[one] = b""
            case 1:
                pieces[one] = re.sub(rb'"[^"]*"', lambda _: chance.choice(VALUES), pieces[one])
            case 2:
                pieces[one], pieces[other] = pieces[other], pieces[one]
            case _:
                pieces[one] *= 3
    return b"".join(pieces)


def damaged_package(data: bytes, chance: random.Random) -> bytes:
    """A package with a damaged part, or with damaged bytes."""
    if chance.random() < 0.2:
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        target = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, damaged(old.read(name), chance) if name == target else old.read(name))
    return file.getvalue()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("read", "original", "damage"),
    [
        pytest.param(word.read, a_word_file(), damaged_package, id="word"),
        pytest.param(workbook.read, a_workbook(), damaged_package, id="workbook"),
        pytest.param(web.read, PAGE.encode(), damaged, id="web"),
    ],
)
def test_damage_is_read_or_refused(
    read: Callable[[str, bytes], Document], original: bytes, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    assert read("示例", original).text
    for seed in range(1500):
        try:
            chance = seeded(seed)
            document = read("示例", damage(original, chance))
        except DocumentRefused:
            continue
        places = [block.place for block in document.blocks]
        assert places == sorted(places), seed
        assert document.text.count("\n") == len(document.blocks), seed
        assert all(1 <= block.place <= block.last for block in document.blocks), seed
