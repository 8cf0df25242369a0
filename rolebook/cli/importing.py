"""`import`: a company's own documents become items, each with its kind, its owner and its fields."""

import argparse
from pathlib import Path

from rolebook.cli.terminal import DONE, Commands, counted, say, say_json
from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.problem import Problem
from rolebook.importing.blocks import DocumentRefused
from rolebook.importing.items import Imported, imported
from rolebook.importing.readers import read
from rolebook.importing.review import as_text
from rolebook.importing.shapes import as_json
from rolebook.ordinary_files import NotRegular, TooLarge, not_a_file, read_regular, too_many_bytes, unreadable
from rolebook.words.wording import Wording

_LARGEST = 50_000_000
"""Bytes of a document."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's command."""
    importing = commands["import"]
    words = importing.words
    importing.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="+",
        help=words(
            "单位现有的文档：.txt、.md、.docx、.xlsx、.html、.pdf，可以写多个",
            "documents that there are: .txt, .md, .docx, .xlsx, .html, .pdf",
        ),
    )
    importing.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=words("text 供阅读的报告（默认），json 供程序使用", "text, a report to read (default), or json"),
    )
    importing.set_defaults(run=import_documents)


def import_documents(options: argparse.Namespace) -> int:
    """The items of documents. Raises Problem with every document that cannot be read."""
    found = [_read(path) for path in counted(options.file, len(options.file), "import")]
    if refused := [one for one in found if isinstance(one, Finding)]:
        raise Problem(*refused, said=_NOTHING, quoted=False)
    documents = [one for one in found if isinstance(one, Imported)]
    if options.format == "json":
        say_json(as_json(documents, options.lang))
    else:
        say(as_text(documents).in_language(options.lang))
    return DONE


_NOTHING = Wording("未写入任何内容。", "Nothing was written.")


def _read(path: Path) -> Imported | Finding:
    """A document with its items, or why it cannot be read."""
    at = Position(path.name, 1, 1)
    try:
        return imported(read(path.name, read_regular(path, _LARGEST)))
    except DocumentRefused as refused:
        (wrong_zh, out_zh), (wrong_en, out_en) = _parted(refused.zh, "："), _parted(refused.en, ": ")
        return error("unreadable", at, Wording(wrong_zh, wrong_en), Wording(out_zh, out_en))
    except (NotRegular, IsADirectoryError):
        return not_a_file(at)
    except TooLarge as problem:
        return too_many_bytes(at, problem.size, _LARGEST)
    except (OSError, ValueError) as problem:
        return unreadable(at, problem)


def _parted(sentence: str, colon: str) -> tuple[str, str]:
    """What is wrong and the way out, of one sentence that says both."""
    wrong, _, out = sentence.partition(colon)
    return wrong.rstrip("。."), out
