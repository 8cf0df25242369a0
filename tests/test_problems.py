"""What stops a command is one kind of exception, shown in one place: never a traceback."""

import argparse
import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import rolebook
from rolebook import cli
from rolebook.findings.finding import Position, error
from rolebook.findings.problem import Misuse, Problem
from rolebook.words.wording import Wording

from .conftest import REPOSITORY, Run

FAULT = error("missing-file", Position("content", 1, 1), "缺少示例", "no sample").mend("补上。", "Add it.")
OTHERS = {
    # Whoever reads a file or fills a template in makes a finding of these, with the file's name.
    "bounded_jinja.Stopped",
    "importing.blocks.DocumentRefused",
    "ordinary_files.NotRegular",
    "ordinary_files.TooLarge",
    "pictures.raster.Fault",
    "sheets.template_language.Refused",
    "sheets.package.BadPackage",
    "sheets.package.BadXml",
    "sheets.package.NoPackage",
    "sheets.package.TooMuch",
    "sheets.hires.workbook.Damaged",
    "sheets.hires.workbook.TooBig",
    "sheets.typst_process.Failed",
    "sheets.typst_process.Stopped",
    # What publishing/ tells apart when it takes back a run that was cut off.
    "publishing.disk.HalfDone",
    "publishing.journal.Broken",
    "publishing.journal.Changed",
    # Control flow that never leaves its module.
    "importing.form.values.Unreadable",
    "loading.quick_schema.Unsure",
    "sheets.hires.spreadsheet._LongLine",
    "sheets.hires.workbook_parts.Found",
    "site.template_language._Changed",
    "yamltext.document._Stop",
}
"""Exceptions that never reach a command."""


def exceptions() -> Iterator[type[BaseException]]:
    """Every exception class that the package defines."""
    for module in pkgutil.walk_packages(rolebook.__path__, "rolebook."):
        for _, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(thing, BaseException) and thing.__module__ == module.name:
                yield thing


def test_every_exception_of_the_package_is_a_problem() -> None:
    others = {f"{one.__module__}.{one.__name__}" for one in exceptions() if not issubclass(one, Problem)}
    assert others == {f"rolebook.{name}" for name in OTHERS}


@pytest.mark.parametrize("kind", [*sorted(Problem.__subclasses__(), key=str), Problem], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(("lang", "said"), [("zh", "缺少示例"), ("en", "no sample")])
def test_whatever_command_raises_it_a_problem_is_shown(
    kind: type[Problem], lang: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def command(_options: argparse.Namespace) -> int:
        problem = kind.__new__(kind)
        Problem.__init__(problem, FAULT, said=Wording("到此为止。", "That is all."))
        raise problem

    code = cli.run(argparse.Namespace(run=command, root=tmp_path, lang=lang))
    captured = capsys.readouterr()
    assert code == (2 if issubclass(kind, Misuse) else 1)
    assert said in captured.err
    assert {"zh": "到此为止。", "en": "That is all."}[lang] in captured.err
    assert captured.out == ""


def test_a_cell_that_is_too_long_stops_the_site_too(small: Path, run: Run) -> None:
    """The handbook offers the same spreadsheet that `export` writes."""
    shutil.copytree(REPOSITORY / "templates", small / "templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", small)
    penalties = small / "content/penalties/sales.yaml"
    long = "".join(f"    - 第{number}种{'情形' * 900}\n" for number in range(20))
    text = penalties.read_text("utf-8")
    penalties.write_text(text.replace("    - 无故缺勤\n", f"    - 无故缺勤\n{long}", 1), "utf-8")
    result = run("--root", small, "site", "--no-pdf", "--out", small / "site")
    assert result.code == 1
    assert "[cell-too-long]" in result.err
    assert not (small / "site").exists()
