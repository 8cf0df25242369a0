"""The review as one page to read: what was read from which lines, what is doubtful and why. It needs no script."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from rolebook.importing.drafts_folder import WORKBOOK
from rolebook.importing.kinds import KINDS
from rolebook.importing.review_rows import GONE, Reviewed, doubtful
from rolebook.importing.review_workbook import WHOLE, about, compared, personal
from rolebook.words.text import visible

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1c1b19; --grey: #5f5b54; --line: #e4dfd5; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --ink: #ece6da; --grey: #aaa498; --line: #343a42; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 1080px; background: var(--paper); color: var(--ink);
  font: 16px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1, h2 { font-family: "Songti SC", SimSun, "Noto Serif CJK SC", serif; line-height: 1.3; }
h1 { font-size: 30px; margin: 0 0 8px; }
h2 { font-size: 22px; margin: 40px 0 8px; }
p { margin: 8px 0; }
.grey { color: var(--grey); font-size: 14px; }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 8px 0; padding: 0; }
.items { list-style: none; margin: 0; padding: 0; }
.items > li { display: grid; grid-template-columns: 84px 1fr 340px; gap: 4px 20px; padding: 12px 0;
  border-top: 1px solid var(--line); }
.items p { margin: 0; overflow-wrap: anywhere; }
.aside { grid-column: 3; grid-row: 1 / span 2; color: var(--grey); font-size: 14px; }
.why { grid-column: 2; }
@media (max-width: 760px) {
  .items > li { grid-template-columns: 1fr; }
  .aside, .why { grid-column: 1; grid-row: auto; }
}
@media print { body { max-width: none; padding: 0; } .items > li { break-inside: avoid; } }
"""


_LINES = re.compile(r"(?<=\d)-(?=\d+(?: 行)?$)")
_MOST = 5_000
"""Items of a document that a page shows."""


def page(rows: Sequence[Reviewed]) -> bytes:
    """The page, in UTF-8. What documents say is escaped; nothing in it runs or is fetched."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(_body(rows))
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>导入报告</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _body(rows: Sequence[Reviewed]) -> Iterator[str]:
    items = [one for one in rows if one.match.decision != GONE and not one.about]
    files = {one.file: one.name for one in sorted(items, key=lambda one: one.file)}
    first = [one for one in rows if one.is_doubtful]
    yield f"<h1>导入报告</h1>\n<p>{'、'.join(map(_text, files.values()))}</p>"
    counts = Counter(one.item.kind for one in items)
    told = "".join(f"<li>{said.zh} {counts[kind]}</li>" for kind, said in KINDS.items() if counts[kind])
    yield f'<ul class="counts">{told}</ul>'
    waits = (
        "等着决定的，没有预先选“采用”：没有决定的，接受时不写入，旧条照旧。"
        if any(one.is_asked for one in rows)
        else ""
    )
    yield f'<p class="grey">逐条决定采用、修改或不用，请在同一文件夹的“{WORKBOOK}”里填写。{waits}</p>'
    if first:
        yield f'<main>\n<h2 id="doubtful">{doubtful(rows).zh}</h2>'
        yield from _items(first[:_MOST], named=len(files) > 1)
    else:
        yield '<main>\n<p id="doubtful">没有拿不准的。</p>'
    for file, name in files.items():
        own = sorted((one for one in items if one.file == file), key=lambda one: one.item.text_first)
        yield f"<h2>{_text(name)}：全部 {len(own)} 项</h2>"
        yield from _items(own[:_MOST])
        if len(own) > _MOST:
            yield f"<p>另有 {len(own) - _MOST} 项没有列在这里，见草稿。</p>"
    yield "</main>"


def _items(rows: Iterable[Reviewed], *, named: bool = False) -> Iterator[str]:
    """A list of items; `named`: each with its document, where those of several stand together."""
    yield '<ol class="items">'
    yield from (_item(one, f"{one.name}，" if named else "") for one in rows)
    yield "</ol>"


def _item(one: Reviewed, document: str) -> str:
    item = one.item
    where = one.where if one.match.decision == GONE else f"{document}{_LINES.sub('–', one.place)}"
    owner = f'<p class="grey">{_text(item.owner)}</p>' if item.owner else ""
    same = "原文相同" if one.quote == item.text else f"原文：{_text(one.quote)}"
    why = f"<p>把握 {round(item.confidence * 100)}%：{_text(item.reason.zh)}</p>" if one.is_unsure else ""
    source = f"{_text(where)}，{same}"
    if one.about:
        why, source = f"<p>{_text(item.reason.zh)}。</p>", _text(one.name)
    more = "".join(f"<p>{_text(said)}</p>" for said in (compared(one).zh, about(one), personal(one)) if said)
    return (
        f'<li data-kind="{item.kind}"><div><p>{WHOLE if one.about else KINDS[item.kind].zh}</p></div>'
        f"<div><p>{_text(item.text)}</p>{owner}</div>"
        f'<div class="aside"><p>{source}</p></div>'
        f'<div class="why grey">{why}{more}</div></li>'
    )


def _text(text: str) -> str:
    return escape(visible(text))
