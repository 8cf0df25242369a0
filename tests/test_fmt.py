"""`fmt`: one form, the same content, every comment. The texts are made up."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.editing.formatting import formatted as formatted_files
from rolebook.findings.finding import has_errors
from rolebook.loading.content_files import read_all
from rolebook.loading.schema import Schemas
from rolebook.yamltext.canonical import Style, Traits, canonical
from rolebook.yamltext.comments import attached, comments
from rolebook.yamltext.document import YamlDocument, parse

from .conftest import REPOSITORY
from .editing_support import Root, copied, small

CHARACTERS = "客户档案制度aZ09 -:#,'\"[]{}&*!|>%@`?~\\，。：“”（）𠮷é.=+_/\u3000"
ODD = (
    *("", "no", "Yes", "null", "~", "1:30", "010", "0x1F", "1_000", "1.10", "2026-02-30", "2026-11-24", "1e3", ".5"),
    *(
        "- 甲",
        "甲: 乙",
        "甲 #乙",
        "#甲",
        "---",
        "...",
        "=",
        "<<",
        "甲:",
        "sales-duties:15",
        "3cf2f800",
        "C# 开发",
        "'",
        '"',
    ),
)
words = st.text(alphabet=st.sampled_from(CHARACTERS), max_size=12)
odd = st.sampled_from(ODD)
scalars = st.one_of(words, odd, st.integers(-5, 5), st.booleans(), st.none(), st.sampled_from([1.5, 0.25]))
keys = st.sampled_from(["id", "text", "sources", "note", "duties", "yes", "items", "z9"])
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, min_size=1, max_size=4) | st.lists(
    st.dictionaries(keys, values, min_size=1, max_size=3), min_size=1, max_size=3
)


class Typist:
    """Writes a value as YAML in a layout that `draw` makes up: quotes, indents, blank lines, brackets, comments."""

    def __init__(self, data: st.DataObject) -> None:
        self.draw = data.draw
        self.comments: list[str] = []

    def written(self, value: Any) -> str:
        """The whole text, with comments before and behind."""
        return "\n".join([*self.between(0), *self.block(value, 0), *self.between(0)]) + self.draw(
            st.sampled_from(["", "\n", "\n\n"])
        )

    def between(self, indent: int) -> Iterator[str]:
        """Blank lines and comments of their own."""
        for kind in self.draw(st.lists(st.sampled_from(["", "#"]), max_size=2)):
            yield " " * (indent + self.draw(st.integers(0, 3))) + self.comment() if kind else ""

    def trailing(self) -> str:
        """Spaces, or a comment, at the end of a line."""
        return self.draw(st.sampled_from(["", " ", "   "])) + (
            f" {self.comment()}" if self.draw(st.integers(0, 4)) == 0 else ""
        )

    def comment(self) -> str:
        """A comment, each another one."""
        self.comments.append(f"# 注{len(self.comments)}{self.draw(st.sampled_from(['', ' #', ': x', ' “', '…']))}")
        return self.comments[-1]

    def token(self, value: Any) -> str:
        """A scalar, strings in one kind of quotes or the other."""
        if not isinstance(value, str):
            return {None: "~", True: "true", False: "false"}.get(value, str(value))
        if "\\" in value or self.draw(st.booleans()):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return "'" + value.replace("'", "''") + "'"

    def block(self, value: Any, indent: int) -> Iterator[str]:
        """The lines of a mapping or list."""
        pad = " " * indent
        if isinstance(value, dict):
            for key, entry in value.items():
                yield from self.between(indent)
                yield from self.under(f'{pad}"{key}":' if self.draw(st.booleans()) else f"{pad}{key}:", entry, indent)
        elif isinstance(value, list):
            for entry in value:
                yield from self.between(indent)
                yield from self.under(f"{pad}-", entry, indent)

    def under(self, head: str, value: Any, indent: int) -> Iterator[str]:
        """A key or dash with its value: on its line, in brackets, or beneath."""
        flat = isinstance(value, list) and not any(isinstance(entry, list | dict) for entry in value)
        if not isinstance(value, list | dict) or not value:
            yield f"{head} {'[]' if value == [] else self.token(value)}{self.trailing()}"
        elif flat and self.draw(st.booleans()):
            yield f"{head} [{', '.join(map(self.token, value))}]{self.trailing()}"
        else:
            yield head + self.trailing()
            yield from self.block(value, indent + self.draw(st.integers(1, 4)))


def parsed(text: str) -> YamlDocument:
    document, findings = parse(text.encode("utf-8"), "example.yaml")
    assert document is not None, (findings, text)
    assert not has_errors(findings), (findings, text)
    return document


def texts_of(document: YamlDocument) -> Counter[str]:
    return Counter(comment.text for comment in comments(document).values())


@settings(deadline=None)
@given(value=documents, data=st.data())
def test_formatting_keeps_the_value_and_every_comment_and_is_done_once(value: Any, data: st.DataObject) -> None:
    typist = Typist(data)
    written = typist.written(value)
    document = parsed(written)
    assert document.value == value
    assert texts_of(document) == Counter(typist.comments)
    style: Style = {
        path: Traits(keys=("id", "text", "note"), flow=data.draw(st.booleans()), quoted=data.draw(st.booleans()))
        for path in sorted(document.nodes, key=str)
    }
    once = canonical(document, style, attached(document))
    again = parsed(once)
    assert again.value == value
    assert texts_of(again) == texts_of(document)
    assert canonical(again, style, attached(again)) == once


@settings(deadline=None)
@given(words | odd, st.booleans(), st.booleans())
def test_any_text_survives_in_a_list_a_key_and_brackets(text: str, quoted: bool, flow: bool) -> None:  # noqa: FBT001  # drawn
    document = parsed(f'a: "{text}"\nb: ["{text}"]\n'.replace("\\", "\\\\") if '"' not in text else "a: x\nb: [x]\n")
    traits = Traits(flow=flow, quoted=quoted)
    style: Style = {(key,): traits for key in document.value}
    assert parsed(canonical(document, style, attached(document))).value == document.value


def formatted(root: Root) -> Root:
    done = root.run("fmt")
    assert done.code == 0, done.err
    return root


def test_one_form(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.write(
        "duties/customers.yaml",
        textwrap.dedent(
            """\
            # 客户类


            - sources:
                - 'example:5'   # 第五行
              "text":   "负责客户档案的建立与更新。"
              id: keep-customer-files
              # 为什么不同
              distinct_from:
              - {id}
                reason: "示例: 两回事"

            -   id: look-after-customers    # 老客户
                text: 维护老客户，开发新客户。

                sources: [ example:6 ]
                # 还有两条要写
            """
        ).replace("{id}", "id: run-showroom"),
    )
    formatted(root)
    assert root.read("duties/customers.yaml") == textwrap.dedent(
        """\
        # 客户类
        - id: keep-customer-files
          text: 负责客户档案的建立与更新。
          # 第五行
          sources: [example:5]
          # 为什么不同
          distinct_from:
            - id: run-showroom  # 负责展厅的日常管理与维护。
              reason: "示例: 两回事"
              fingerprint: "acc98bb0890f"
        - id: look-after-customers  # 老客户
          text: 维护老客户，开发新客户。
          sources: [example:6]
          # 还有两条要写
        """
    )


def test_references_carry_the_text_and_remarks_move_onto_a_line_of_their_own(tmp_path: Path) -> None:
    root = formatted(small(tmp_path))
    assert root.read("roles/clerk.yaml").startswith(
        textwrap.dedent(
            """\
            # 示例岗位
            id: clerk
            title: 示例文员
            department: sales
            industry: general
            level: staff
            reports_to: sales-manager
            duties:
              - title: 计划
                duties:
                  - draw-up-monthly-plan  # 拟定每月销售计划并且执行实施。
              - title: 其他
                duties:
                  # 先问人力资源部
                  - make-monthly-plan  # 制定每月销售计划，并执行实施。
                  # 待确认
                  - do-other-work  # 完成上级交办的其他工作。
            qualifications:
              - college-preferred  # 大专以上学历优先。
            penalties:
              - not-reporting-in-time  # 不按时汇报的，一次考核50元。
              - late-reports  # 未按时汇报的，一次考核50元。
            """
        )
    )
    assert "  - house-rules  # 展厅管理制度\n" in root.read("departments/sales.yaml")
    assert "  - house-rules#visits  # 来访客户须登记。\n" in root.read("roles/sales-manager.yaml")
    assert not root.findings("stale-comment")


def test_a_stale_gloss_is_a_note_and_fmt_refreshes_it_cut_at_24_characters(tmp_path: Path) -> None:
    root = formatted(small(tmp_path))
    root.change(
        "duties/planning.yaml",
        "每周向销售经理汇报销售情况。",
        "每周一上午向销售经理当面汇报上一周的销售情况和下一周的安排。",
    )
    stale = root.findings("stale-comment")
    assert {(one["severity"], one["file"]) for one in stale} == {
        ("note", "content/penalties/reports.yaml"),
        ("note", "content/roles/sales-manager.yaml"),
    }
    formatted(root)
    assert "  - report-every-week  # 每周一上午向销售经理当面汇报上一周的销售情况和下…\n" in root.read(
        "roles/sales-manager.yaml"
    )
    assert not root.findings("stale-comment")


def test_check_lists_what_there_is_to_do_and_changes_nothing(tmp_path: Path) -> None:
    root = small(tmp_path)
    tree = root.tree()
    due = root.run("fmt", "--check")
    assert due.code == 1
    assert "待整理：content/roles/clerk.yaml\n" in due.out
    assert "taxonomy" not in due.out
    assert root.tree() == tree
    formatted(root)
    assert root.run("fmt", "--check").code == 0
    assert root.run("fmt").out == "均已整理。\n"


def test_what_is_certainly_wrong_is_repaired(tmp_path: Path) -> None:
    root = small(tmp_path)
    clean = small(tmp_path / "clean")
    text = root.read("duties/planning.yaml")
    for old, new in (
        ("  text: 负责展厅", "\ttext：负责展厅"),
        ("  sources: [example:8]", "\u3000sources:  [example:8]   "),
        ("完成上级", "完成\u200b上级"),
    ):
        text = text.replace(old, new)
    root.write("duties/planning.yaml", "\ufeff" + text.rstrip("\n").replace("\n", "\r\n"))
    assert root.run("check").code == 1
    formatted(root), formatted(clean)
    assert root.read("duties/planning.yaml") == clean.read("duties/planning.yaml")
    assert root.run("check").code == 0


def test_a_full_width_colon_behind_no_known_key_is_left_to_the_editor(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("duties/customers.yaml", "  text: 维护", "  txet：维护")
    tree = root.tree()
    refused = root.run("fmt")
    assert refused.code == 1
    assert "content/duties/customers.yaml:5:7" in refused.err
    assert root.changed(tree) >= {"roles/clerk.yaml"}
    assert "duties/customers.yaml" not in root.changed(tree)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: 维护老客户，开发新客户。", "text: 维护老客户，\n    开发新客户。"),
        ("text: 维护老客户，开发新客户。", "text: |\n    维护老客户。"),
        ("text: 维护老客户，开发新客户。", "text: 维护老客户。\n  text: 开发新客户。"),
        ("text: 维护老客户，开发新客户。", 'text: "维护老客户'),
        ("text: 维护老客户，开发新客户。", "txt: 维护老客户"),
        ("text: 维护老客户，开发新客户。", "text: &a 维护老客户"),
    ],
)
def test_a_file_with_errors_is_left_alone_and_the_errors_are_shown(tmp_path: Path, old: str, new: str) -> None:
    root = small(tmp_path)
    root.change("duties/customers.yaml", old, new)
    before = root.read("duties/customers.yaml")
    refused = root.run("fmt")
    assert refused.code == 1
    assert "content/duties/customers.yaml:" in refused.err
    assert root.read("duties/customers.yaml") == before


def test_fmt_works_while_references_are_broken(tmp_path: Path) -> None:
    root = small(tmp_path)
    root.change("roles/clerk.yaml", "department: sales", "department:   seles")
    assert root.run("check").code == 1
    formatted(root)
    assert "department: seles\n" in root.read("roles/clerk.yaml")


def test_what_no_file_can_hold_is_never_written(tmp_path: Path) -> None:
    """The proof before writing: a text with a line feed in it has no place in the form."""
    schemas = Schemas(REPOSITORY / "schemas")
    file = next(one for one in read_all(small(tmp_path).path, schemas)[0] if one.path.name == "customers.yaml")
    assert file.document is not None
    torn = [{**file.document.value[0], "text": "一行\n两行"}, *file.document.value[1:]]
    changed, findings = formatted_files([file.holding(replace(file.document, value=torn))], schemas)
    assert changed == {}
    assert [(one.rule, one.at.file) for one in findings] == [("not-formatted", "content/duties/customers.yaml")]


def test_the_company_s_library_keeps_its_content_and_every_comment(tmp_path: Path) -> None:
    root = copied(tmp_path)
    before, tree = root.export(), root.tree()
    formatted(root)
    after = root.export()
    assert after == before
    for name, data in tree.items():
        if name.endswith(".yaml"):
            kept = texts_of(parsed(root.read(name)))
            glosses = {f"# {clause['text'][:24]}" for clause in before["clauses"]}
            lost = texts_of(parsed(data.decode("utf-8"))) - kept
            assert not [text for text in lost if text.rstrip("…") not in glosses]
    assert root.run("fmt", "--check").code == 0
    assert not root.findings("stale-comment")
