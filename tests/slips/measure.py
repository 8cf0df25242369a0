"""How many slips are told once, with a right mend: `python -m tests.slips.measure [GROUP …] [--each]`.

A group is `GROUP.yaml` beside this script (`editor`, `habits`), a folder of slip files, or both. `--each` names the
entries of the former that are not as they should be; every slip file has its line.
"""

import sys
import tempfile
from pathlib import Path

from rolebook.checked import load_checked
from rolebook.findings.finding import Finding, Severity
from tests.slips import HERE, Slip, copied, fix, slips
from tests.slips.slip_table import measure


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of content/, line ends set aside."""
    return {
        str(file.relative_to(folder)): file.read_bytes().replace(b"\r\n", b"\n")
        for file in folder.rglob("*")
        if file.is_file()
    }


def told(root: Path) -> list[Finding]:
    """The errors and warnings of `check`."""
    return [one for one in load_checked(root).findings if one.severity is not Severity.NOTE]


def tried(one: Slip) -> dict[str, bool]:
    """What of a slip is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        right, root = copied(Path(folder) / "right"), copied(Path(folder) / "root")
        one.right(right / "content")
        one.make(root / "content")
        found = told(root)
        words = "".join(f"{it.message.zh}{it.hint.zh}" for it in found)
        result = {
            "once": sorted(it.severity.value for it in found) == sorted(one.finds),
            "says": all(word in words for word in one.says),
        }
        fix(root)
        if one.mend == "certain":
            result["mended"] = tree(root / "content") == tree(right / "content") and not told(root)
        elif one.mend == "offered":
            fixes = [it.fix for it in load_checked(root).findings if it.fix]
            result["offered"] = bool(fixes) or bool(one.says)
        return result


def say(*words: object) -> None:
    """A line of the report."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main(names: list[str], *, each: bool) -> None:
    """Print a line for every slip that is not as it should be, and the sums."""
    for name in names:
        if (HERE / name).is_dir():
            measure(name)
        if not (HERE / f"{name}.yaml").exists():
            continue
        sums: dict[str, list[bool]] = {}
        every = slips(name)
        for one in every:
            result = tried(one)
            for key, value in result.items():
                sums.setdefault(key, []).append(value)
            if each and not all(result.values()):
                say(f"  {one.slip}: {', '.join(key for key, value in result.items() if not value)}")
        say(name, len(every), {key: f"{sum(values)} of {len(values)}" for key, values in sums.items()})


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--each"]
    main(given or ["editor", "habits"], each="--each" in sys.argv)
