"""What is said at the end of `import`: how many items of what, and which of them are doubtful and why."""

from collections.abc import Iterator, Sequence

from rolebook.importing.items import Imported, Item, counted, doubtful
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

KINDS = {
    "duty": Wording("职责", "duties"),
    "qualification": Wording("任职资格", "qualifications"),
    "indicator": Wording("考核指标", "indicators"),
    "rule": Wording("制度条目", "rules"),
    "penalty": Wording("处罚", "penalties"),
    "reward": Wording("奖励", "rewards"),
    "fact": Wording("岗位信息", "facts of roles"),
    "summary": Wording("目的和结束语", "purposes and closing words"),
    "heading": Wording("小标题", "headings"),
    "title": Wording("标题", "titles"),
    "intro": Wording("引言", "introductions"),
    "site": Wording("网页文字和页码", "words of web sites and page numbers"),
    "form": Wording("待填写的空白", "blanks to fill in"),
    "other": Wording("其他", "other"),
}
"""Kind of an item → what it is called, in the order of the report."""
_MOST = 20
"""Doubtful items that are shown of a file."""


def as_text(files: Sequence[Imported]) -> Wording:
    """The report over all files."""
    parts = [_of_file(one) for one in files]
    return Wording("\n\n".join(part.zh for part in parts), "\n\n".join(part.en for part in parts))


def _of_file(one: Imported) -> Wording:
    lines = [
        Wording(
            f"{visible(one.document.name)}：{len(one.parts)} 篇文档，{len(one.items)} 项",
            f"{visible(one.document.name)}: {len(one.parts)} documents, {len(one.items)} items",
        ),
        *_counts(one.items),
        *_owners(one.items),
        *_doubts(one.items),
    ]
    return Wording("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _counts(items: Sequence[Item]) -> Iterator[Wording]:
    numbers = counted(items)
    kinds = [kind for kind in KINDS if numbers[kind]]
    yield Wording(
        f"  {'，'.join(f'{KINDS[kind].zh} {numbers[kind]}' for kind in kinds)}",
        f"  {', '.join(f'{KINDS[kind].en} {numbers[kind]}' for kind in kinds)}",
    )


def _owners(items: Sequence[Item]) -> Iterator[Wording]:
    owners = [*dict.fromkeys(visible(item.owner) for item in items if item.owner)]
    if owners:
        yield Wording(f"  岗位和部门：{'、'.join(owners)}", f"  Roles and departments: {', '.join(owners)}")


def _doubts(items: Sequence[Item]) -> Iterator[Wording]:
    found = list(doubtful(items))
    if not found:
        return
    yield Wording(f"  拿不准的 {len(found)} 项，请先看：", f"  Doubtful, look at these first ({len(found)}):")
    for item in found[:_MOST]:
        text = visible(shortened(item.text, 40))
        name = KINDS[item.kind]
        yield Wording(
            f"    第 {item.first} 行 {name.zh}：{text}（{visible(item.reason.zh)}）",
            f"    {item.first}: {name.en}: {text} ({visible(item.reason.en)})",
        )
    if len(found) > _MOST:
        yield Wording(f"    另有 {len(found) - _MOST} 项。", f"    And {len(found) - _MOST} more.")
