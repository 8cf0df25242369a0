"""What README.zh-CN.md shows of the sample."""

import re
from pathlib import Path

from tests.conftest import Run
from tests.test_docs import CHINESE_README


def test_the_example_of_a_mistake_is_what_check_says(run: Run, root: Path) -> None:
    """The Chinese README shows a finding word for word; where the sentence stands may change."""
    example = re.search(r"```text\n(.*?)```", CHINESE_README, re.DOTALL)
    assert example is not None
    shown = "\n".join(line[3:] for line in example[1].rstrip().split("\n"))
    sentence = shown.rpartition("text: ")[2]
    [file] = [file for file in (root / "content/duties").iterdir() if f"text: {sentence}\n" in file.read_text("utf-8")]
    file.write_text(file.read_text("utf-8").replace(f"text: {sentence}", f"text：{sentence}"), "utf-8")
    said = run("--root", root, "check", file).out.split("\n\n")[0]
    assert re.sub(r"\S+:\d+:|\d+", "…", shown) == re.sub(r"\S+:\d+:|\d+", "…", said)
