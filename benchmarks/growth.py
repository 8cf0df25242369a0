"""What every command costs with the repository's own library and with 100, 1,000 and (where asked for) 10,000 roles.

    python benchmarks/growth.py [SIZE ...] [--only COMMAND ...] [--against CHECKOUT] [--svg FILE]

Commands run as whole processes, the sizes one after the other, each command so often as RUNS says, and with --against
in turn with those of another checkout. The table has the least CPU (user and system, of all processes) and its wall
clock in seconds, the peak of memory of the largest process in megabytes, and the exponents of CPU and memory between
sizes: 1 means that twice the roles cost twice as much. Other work on the machine falsifies the wall clock.
"""

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from libraries import REPOSITORY, write
from plot import plot

OWN = 24
"""Roles of the repository's own library, which stands for itself."""
RELEASE = ("--by", "人力资源部", "--reason", "示例", "--date", "2026-11-01")
RUNS = {OWN: 5, 100: 3}
"""How often a command of one size runs; larger ones once."""
COMMANDS: dict[str, tuple[str, ...]] = {
    "help": ("--help",),
    "check": ("check",),
    "coverage": ("coverage",),
    "stats": ("stats",),
    "similar": ("similar", "负责制定年度销售计划，并组织实施。"),
    "fmt": ("fmt", "--check"),
    "schemas": ("schemas",),
    "export json": ("export", "--format", "json", "--out", "{out}/library.json"),
    "export csv": ("export", "--format", "csv", "--out", "{out}/csv.zip"),
    "export xlsx": ("export", "--format", "xlsx", "--out", "{out}/library.xlsx"),
    "diff": ("diff", "2026.11"),
    "sheet, one": ("sheet", "{role}", "--out", "{out}/sheet"),
    "sheet, 100 hires": ("sheet", "--hires", "{out}/hires.csv", "--out", "{out}/sheets"),
    "site": ("site", "--no-pdf", "--out", "{out}/site"),
    "site with PDFs": ("site", "--out", "{out}/site-pdf"),
}


@dataclass(frozen=True)
class Cost:
    """Of one run of a command."""

    command: str
    roles: int
    cpu: float
    """Seconds, user and system, with all child processes."""
    wall: float
    """Seconds on the clock."""
    megabytes: float


def cost(checkout: Path, root: Path, command: str, roles: int) -> Cost:
    """Run a command of a checkout. Raises CalledProcessError where it fails."""
    shutil.rmtree(root / ".cache", ignore_errors=True)  # what is measured is a first run
    with tempfile.TemporaryDirectory() as out:
        role = min((root / "content/roles").glob("*.yaml")).stem
        given = [part.format(out=out, role=role) for part in COMMANDS[command]]
        arguments = [sys.executable, str(checkout / "build.py"), "--root", str(root), *given]
        hires = "".join(f"示例员工{number},{role}\n" for number in range(100))
        (Path(out) / "hires.csv").write_text(f"姓名,岗位\n{hires}", "utf-8")
        # Not all made files are as fmt writes them.
        begun = time.perf_counter()
        cpu, megabytes = used_by(arguments, fine=(0, 1) if command == "fmt" else (0,))
        wall = time.perf_counter() - begun
    return Cost(command, roles, cpu, wall, megabytes)


def used_by(arguments: Sequence[str], fine: Sequence[int] = (0,), cwd: Path | None = None) -> tuple[float, float]:
    """CPU seconds, user and system, of a command with its child processes, and the megabytes of the largest.

    Raises CalledProcessError where its exit code is none of those that are `fine`.
    """
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(arguments, stdout=log, stderr=log, env=environment(), cwd=cwd)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            log.seek(0)
            raise subprocess.CalledProcessError(process.returncode, arguments, log.read()[-2000:])
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def environment() -> dict[str, str]:
    """Modules are compiled once, as on a machine of a user, wherever this one says otherwise."""
    return {key: value for key, value in os.environ.items() if key not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}}


def libraries(sizes: Sequence[int], folder: Path, *, released: bool) -> Iterator[tuple[int, Path]]:
    """The roots of the sizes, made where they are missing; `released`: with a release, for whoever compares with it."""
    for roles in sizes:
        root = folder / str(roles)
        if not root.exists():
            if roles == OWN:
                shutil.copytree(REPOSITORY / "content", root / "content")
            else:
                write(root, roles)
            if released and roles != OWN and not (root / "content/releases").exists():
                release = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(root), "release", *RELEASE]
                subprocess.run(release, check=True, stdout=subprocess.DEVNULL, env=environment())
        yield roles, root


def measured(
    checkouts: Sequence[Path], sizes: Sequence[int], commands: Sequence[str], folder: Path
) -> list[list[Cost]]:
    """For each checkout the best of its runs; those of different checkouts take turns."""
    found: list[list[Cost]] = [[] for _ in checkouts]
    for roles, root in libraries(sizes, folder, released="diff" in commands):
        for command in commands:
            runs = [[cost(checkout, root, command, roles) for checkout in checkouts] for _ in range(RUNS.get(roles, 1))]
            for of, costs in zip(found, zip(*runs, strict=True), strict=True):
                of.append(min(costs, key=lambda one: one.cpu))
                print(
                    f"{roles:>6} roles  {command:<16}{of[-1].cpu:>9.2f} s{of[-1].wall:>9.2f} s"
                    f"{of[-1].megabytes:>7.0f} MB",
                    file=sys.stderr,
                )
    return found


def table(costs: Sequence[Cost]) -> str:
    """Markdown: a line a command, a column a size, and the exponents between neighbouring sizes from 100 on."""
    sizes = sorted({one.roles for one in costs})
    grown = [pair for pair in pairwise(sizes) if pair[0] > OWN]
    heads = ["command", *(f"{size:,} roles" for size in sizes), *(f"{one:,} → {two:,}" for one, two in grown)]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for command in dict.fromkeys(one.command for one in costs):
        of = {one.roles: one for one in costs if one.command == command}
        shown = [_shown(of[size]) if size in of else "–" for size in sizes]
        shown += [_exponents(of[one], of[two]) if one in of and two in of else "–" for one, two in grown]
        lines.append(f"| {command} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _shown(one: Cost) -> str:
    return f"{one.cpu:.2f} · {one.wall:.2f} s · {one.megabytes:.0f} MB"


def _exponents(small: Cost, large: Cost) -> str:
    times = math.log(large.roles / small.roles)
    cpu, memory = math.log(large.cpu / small.cpu) / times, math.log(large.megabytes / small.megabytes) / times
    return f"{cpu:.2f} · {memory:.2f}"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[OWN, 100, 1000])
    parser.add_argument("--only", nargs="*", default=list(COMMANDS), choices=list(COMMANDS))
    parser.add_argument("--against", type=Path)
    parser.add_argument("--folder", type=Path, help="where the libraries stay for the next time")
    parser.add_argument("--svg", type=Path, help="a plot of the CPU of each command over the roles")
    options = parser.parse_args()
    checkouts = [REPOSITORY, *([options.against] if options.against else [])]
    with tempfile.TemporaryDirectory() as folder:
        costs = measured(checkouts, options.sizes, options.only, options.folder or Path(folder))
    for checkout, of in zip(checkouts, costs, strict=True):
        print(f"\n{checkout.name}: CPU · wall clock · peak of memory; exponents of CPU · memory\n\n{table(of)}")
    if options.svg:
        commands = dict.fromkeys(one.command for one in costs[0])
        of = {name: {one.roles: one.cpu for one in costs[0] if one.command == name} for name in commands}
        options.svg.write_text(plot(of), "utf-8")


if __name__ == "__main__":
    main()
