"""A batch of role sheets against the plain Typst compile of the same data: `python benchmarks/sheets.py [NUMBER]`.

Each way runs in a process of its own, so that its peak memory is its own. CPU time, not wall time: the machine may be
busy. The hires are made up.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typst

from rolebook.loading.load import load
from rolebook.model.library import Library
from rolebook.publishing.files import write_files
from rolebook.sheets import fonts
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.making import Order, SheetBatch
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.typeset import STANDARDS, TEMPLATE, Typesetter

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "templates" / "sheet"


def orders(library: Library, number: int) -> list[Order]:
    roles = list(library.roles.values())
    return [
        Order(roles[n % len(roles)], Hire(name=f"示例{n}", employee_no=f"S{n:04}", start="2026-12-01"), f"{n:04}")
        for n in range(number)
    ]


def separate(library: Library, number: int) -> int:
    """As the command makes them: checked, one file each, written."""
    batch = SheetBatch(library, Typesetter(FOLDER))
    ordered = orders(library, number)
    batch.findings(ordered)
    with tempfile.TemporaryDirectory() as folder:
        written, _ = write_files(Path(folder), batch.files(ordered), ROOT)
        return sum(path.stat().st_size for path in written)


def merged(library: Library, number: int) -> int:
    """As `--merge` makes them: a hundred sheets a file."""
    return sum(len(data) for _, data in SheetBatch(library, Typesetter(FOLDER)).merged(orders(library, number), "all"))


def plain(library: Library, number: int) -> int:
    """Typst alone: the words are ready, one compiler, nothing is checked or written."""
    watermark = fonts.watermark()
    loaded = typst.Fonts(include_system_fonts=False, font_paths=[str(place) for place in fonts.folders()])
    compiler = typst.Compiler(root=str(FOLDER), font_paths=loaded)
    return sum(
        len(
            compiler.compile(
                input=str(FOLDER / TEMPLATE), sys_inputs={"sheets": data}, pdf_standards=STANDARDS, timestamp=0
            )
            or b""
        )
        for data in prepared(library, number, watermark)
    )


def prepared(library: Library, number: int, watermark: str) -> list[str]:
    pages = {role.id: RolePages.of(library, role) for role in library.roles.values()}
    words = [printed(pages[order.role.id], order.hire) for order in orders(library, number)]
    return [json.dumps([{**one, "watermark": watermark if one["draft"] else ""}], ensure_ascii=False) for one in words]


WAYS: dict[str, Callable[[Library, int], int]] = {"plain": plain, "separate": separate, "merged": merged}


def measure(name: str, number: int) -> None:
    library = load(ROOT).library
    assert library is not None
    started = time.process_time()
    size = WAYS[name](library, number)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:>9}: {seconds / number * 1000:6.1f} ms CPU a sheet, {size / number / 1000:5.1f} kB a sheet, "
        f"peak memory {peak:5.0f} MB"
    )


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    if len(sys.argv) > 2:
        measure(sys.argv[2], number)
        return
    print(f"{number} sheets")
    for name in WAYS:
        subprocess.run([sys.executable, __file__, str(number), name], check=True)


if __name__ == "__main__":
    main()
