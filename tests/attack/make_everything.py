"""Makes all that Rolebook makes of a library, in a process of its own, for test_same_bytes.

    make_everything.py ROOT OUT HIRES ORDER

HIRES is a table of hires. ORDER is `listed`, or `reversed`: every folder is then listed the other way round. What asks
for another host ends in an error.
"""

import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Self

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY))


class _Reversed:
    """What os.scandir gives, the last entry first."""

    def __init__(self, entries: Any) -> None:
        with entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        return next(self._entries)

    def close(self) -> None:
        """The folder was let go already."""


def reverse_folders() -> None:
    """Let the file system list folders the other way round."""
    scandir, listdir = os.scandir, os.listdir

    def reversed_scandir(*arguments: Any) -> Any:
        return _Reversed(scandir(*arguments))

    def reversed_listdir(*arguments: Any) -> Any:
        return sorted(listdir(*arguments), reverse=True)

    vars(os).update(scandir=reversed_scandir, listdir=reversed_listdir)


def refuse_network() -> None:
    """Let the process end with an error where anything looks for another host."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
            raise ConnectionRefusedError(f"asked the network: {event} {arguments}")

    sys.addaudithook(watch)


def main(root: str, out: Path, hires: str) -> int:
    """Run the commands; the sum of their exit codes."""
    from rolebook.cli import main as rolebook

    out.mkdir()
    commands = [
        ["site", "--out", str(out / "site")],
        *(["export", "--format", form, "--out", str(out / f"export.{form}")] for form in ("json", "csv", "xlsx")),
        *(["sheet", "--template", str(out / f"template.{form}")] for form in ("csv", "xlsx")),
        ["sheet", "--hires", hires, "--format", "pdf,docx,html", "--out", str(out / "sheets")],
        ["sheet", "--hires", hires, "--merge", str(out / "merged.pdf")],
    ]
    codes = [rolebook(["--root", root, *command]) for command in commands]
    for command in ("check", "coverage", "stats"):
        with (out / f"{command}.json").open("w", encoding="utf-8", newline="\n") as file, redirect_stdout(file):
            codes.append(rolebook(["--root", root, command, "--format", "json"]))
    return sum(codes)


if __name__ == "__main__":
    refuse_network()
    if sys.argv[4] == "reversed":
        reverse_folders()
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
