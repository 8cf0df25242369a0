"""What goes onto the clipboard, from the blocks that were read off the page."""

from typing import Any

from .node import evaluate


def block(kind: str, *cells: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "level": 0, "number": 0, "prefix": "", "head": False, "cells": list(cells), **more}


BLOCKS = [
    block("heading", "销售代表（示例）", level=1),
    block("paragraph", "所属部门：销售部"),
    block("heading", "岗位职责", level=2),
    block("numbered", "开发客户。", number=1),
    block("numbered", "签订<合同> & 归档。", number=2),
    block("heading", "总则", level=2, prefix="一、"),
    block("numbered", "回访客户。", number=7),
    block("item", "一项"),
    block("item", "又一项"),
    block("row", "行为", "处理", head=True),
    block("row", "迟到", "警告"),
]


def test_as_text_lists_keep_their_numbers_and_headings_have_room() -> None:
    assert evaluate(["copied.js"], "rolebookCopied.asText(input)", BLOCKS) == (
        "销售代表（示例）\n所属部门：销售部\n\n岗位职责\n1. 开发客户。\n2. 签订<合同> & 归档。\n\n一、总则"
        "\n7. 回访客户。\n一项\n又一项\n行为\t处理\n迟到\t警告"
    )


def test_as_html_neighbours_share_a_list_and_nothing_is_markup_that_was_text() -> None:
    assert evaluate(["copied.js"], "rolebookCopied.asHtml(input)", BLOCKS) == (
        "<h1>销售代表（示例）</h1><p>所属部门：销售部</p><h2>岗位职责</h2>"
        '<ol start="1"><li>开发客户。</li><li>签订&lt;合同&gt; &amp; 归档。</li></ol>'
        '<h2>一、总则</h2><ol start="7"><li>回访客户。</li></ol><ul><li>一项</li><li>又一项</li></ul>'
        "<table><tr><th>行为</th><th>处理</th></tr><tr><td>迟到</td><td>警告</td></tr></table>"
    )


def test_a_gap_in_the_numbers_begins_a_new_list() -> None:
    blocks = [block("numbered", "甲。", number=1), block("numbered", "丙。", number=3)]
    html = '<ol start="1"><li>甲。</li></ol><ol start="3"><li>丙。</li></ol>'
    assert evaluate(["copied.js"], "rolebookCopied.asHtml(input)", blocks) == html
