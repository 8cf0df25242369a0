"""`check` of a library of N made-up duties, each rule apart, against reading and validating it.

    python benchmarks/check.py [N]

The library is the repository's own, its duties replaced. Read ratios, not seconds.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from similarity import clauses

from rolebook import checks
from rolebook.loading.load import load

REPOSITORY = Path(__file__).parents[1]
A_FILE = 2000


def synthetic(root: Path, number: int) -> None:
    """A handbook with N duties of one theme a file and roles that list 20 of them each."""
    for name in ("schemas", "content"):
        shutil.copytree(REPOSITORY / name, root / name)
    for folder in ("duties", "roles", "penalties", "departments", "qualifications", "rules"):
        shutil.rmtree(root / "content" / folder)
        (root / "content" / folder).mkdir()
    (root / "content/redirects.yaml").unlink(missing_ok=True)
    (root / "content/departments/sales.yaml").write_text("id: sales\ntitle: 销售部\nindustry: general\n", "utf-8")
    taxonomy = root / "content/taxonomy.yaml"
    themes = "".join(f"  - id: t{at}\n    label: 主题{at}\n" for at in range(0, number, A_FILE))
    taxonomy.write_text(taxonomy.read_text("utf-8").replace("themes:\n", f"themes:\n{themes}"), "utf-8")
    origin = "  origin:\n    decided: 2026-11-20\n    by: 人力资源部\n    reason: 示例\n"
    duties = [f'- id: d{at}\n  text: "{text}。"\n{origin}' for at, text in enumerate(clauses(number))]
    for at in range(0, number, A_FILE):
        (root / f"content/duties/t{at}.yaml").write_text("".join(duties[at : at + A_FILE]), "utf-8")
    for at in range(0, number, 20):
        listed = "".join(f"  - d{duty}\n" for duty in range(at, min(at + 20, number)))
        (root / f"content/roles/r{at}.yaml").write_text(
            f"id: r{at}\ntitle: 示例岗位{at}\ndepartment: sales\nindustry: general\nlevel: staff\n"
            f"duties:\n{listed}status: draft\nowner: 人力资源部\n",
            "utf-8",
        )


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        synthetic(root, number)
        start = time.perf_counter()
        library = load(root).library
        reading = time.perf_counter() - start
        assert library is not None
        print(f"{len(library.clauses)} clauses, {len(library.roles)} roles: read and validated in {reading:.2f} s")
        for rule in checks.RULES:
            start = time.perf_counter()
            found = sum(1 for _ in rule(library))
            seconds = time.perf_counter() - start
            name = rule.entries[0].rule
            print(f"  {name:<24} {seconds:6.2f} s  {seconds / reading:5.2f} of reading  {found} findings")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
