"""What a clause's text says in figures and what its fields say agree, and no figure is lost on paper."""

import json
from pathlib import Path

import yaml

from rolebook.checked import load_checked
from tests.conftest import REPOSITORY

RULES = {"wrong": "figures-disagree", "lost": "figure-in-no-field", "sound": ""}
TEXTS = REPOSITORY / "tests/figure_texts.tsv"


class Indented(yaml.SafeDumper):
    """Lists indented below their keys."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - as PyYAML has it
        """However PyYAML would have it."""
        super().increase_indent(flow, False)  # noqa: FBT003 - likewise


def test_text_and_fields_of_sixty_penalties(small: Path) -> None:
    rows = [line.split("\t") for line in TEXTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    entries, expected = [], {}
    for number, (label, text, fields) in enumerate(rows):
        origin = {"decided": "2026-11-20", "by": "人力资源部", "reason": "示例"}
        given = {"violations": [text.split("，")[0].removesuffix("的")], **json.loads(fields)}
        entries.append({"id": f"tried-{number}", "text": text, "origin": origin, **given})
        expected[f"tried-{number}"] = RULES[label]
    written = yaml.dump(entries, Dumper=Indented, allow_unicode=True, sort_keys=False, width=1000)
    (small / "content/penalties/tried.yaml").write_text(written.replace("'2026-11-20'", "2026-11-20"), "utf-8")
    findings = [one for one in load_checked(small).findings if one.at.file.endswith("tried.yaml")]
    figures = [one for one in findings if one.rule in RULES.values()]
    assert figures, findings[:3]
    found = {id_: next((one.rule for one in figures if f"{id_} " in one.message.zh), "") for id_ in expected}
    assert [(rows[number], found[id_]) for number, id_ in enumerate(expected) if found[id_] != expected[id_]] == []
