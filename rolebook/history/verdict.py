"""What is said of a code on a paper: which role, paper and version it is, whether it holds, what changed since. Pure.

The page 核验 says the same in the browser: it gets these sentences as data, with braces for what differs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rolebook.history.changes import Change, Snapshot, changes
from rolebook.history.effects import is_editorial
from rolebook.history.told import sections
from rolebook.history.verify import Match
from rolebook.model.library import Library
from rolebook.words.wording import Wording

SENTENCES: Mapping[str, Wording] = {
    "match": Wording(
        "{code}：{title}（{role}），{paper}版本 {version}，{held}。",
        "{code}: {title} ({role}), {paper}version {version}, {held}.",
    ),
    "paper": Wording("{paper}，", "{paper}, "),
    "whole": Wording("全部栏目", "whole"),
    "without": Wording("不含 {sections}", "without {sections}"),
    "unended": Wording(
        "未注明是哪种文书、不含哪些栏目：校验码缺少末尾的部分", "paper and sections not named: the code lacks its end"
    ),
    "holds": Wording("与现在的内容一致。", "It says what the handbook says now."),
    "gone": Wording("现在的手册里没有这个岗位。", "The handbook has no such role now."),
    "retired": Wording("这个岗位现在已经停用。", "The role is retired now."),
    "unchanged": Wording(
        "此后本岗位的内容没有改动，改的是文书的设置或登记的事项。",
        "The role says the same; what changed are settings of papers, or what is recorded.",
    ),
    "changed": Wording("此后本岗位改动 {number} 处：", "{number} changes for the role since:"),
    "nowhere": Wording(
        "当前内容和各个已发布版本中，没有校验码为 {code} 的岗位说明书。",
        "No role has the code {code}, neither now nor in any release.",
    ),
    "why_nowhere": Wording(
        "可能是校验码抄错了；也可能文书印自未发布的内容，此后内容又有改动，请与留存的原件核对。",
        "It may be misread; or the paper was made of content that was never released, and has changed since.",
    ),
    "handbook": Wording(
        "{code}：这是整本手册的校验码（{version} 版）。文书的校验码印在文书的页脚，末尾有短横和字母，"
        "例如 3f2a9c1d04be-S5。",
        "{code}: the code of the whole handbook (version {version}). That of a paper stands in its own foot, and has a "
        "dash and a letter at its end, such as 3f2a9c1d04be-S5.",
    ),
    "same_words": Wording(
        "文件里的文字：核对 {number} 句，都与这个版本相同。",
        "The words of the file: {number} sentences compared, all as in this version.",
    ),
    "other_words": Wording(
        "文件里的文字与这个版本不同：{number} 句没有照原样出现，请与留存的原件核对。",
        "The words of the file are others: {number} sentences do not stand there; compare the original.",
    ),
    "missing_words": Wording("没有找到：{text}", "Not found: {text}"),
}
"""By name, with braces."""
MOST_MISSING = 20
"""Sentences that are shown, of those that a file lacks."""


def match_line(code: str, match: Match, lang: str) -> str:
    """Which role, paper and version a code is, and what was left out."""
    if match.left_out is None:
        held = filled("unended", lang)
    elif match.left_out:
        held = filled("without", lang, sections=("、" if lang == "zh" else ", ").join(match.left_out))
    else:
        held = filled("whole", lang)
    paper = filled("paper", lang, paper=match.paper) if match.paper else ""
    said = {"title": match.title, "role": match.role_id, "version": match.version}
    return filled("match", lang, code=code, paper=paper, held=held, **said)


def since(library: Library, now: Snapshot, found: Sequence[Match], old: Snapshot | None, lang: str) -> Iterator[str]:
    """Whether a paper holds, and what readers see changed for its role since, in lines.

    `found` are the matches of its code, `old` is the snapshot of the first one's version, None where it is not known.
    """
    role_id = found[0].role_id
    state = "holds" if any(match.current for match in found) else lost_state(library, role_id)
    lines = role_lines(changes(old, now), old, now, library.now(role_id), lang) if old and not state else ()
    yield filled(state or ("changed" if lines else "unchanged"), lang, number=str(len(lines)))
    yield from (f"  {line}" for line in lines)


def lost_state(library: Library, role_id: str) -> str:
    """`gone` or `retired` where the role of a paper is no longer in use; else empty."""
    role = library.roles.get(library.now(role_id))
    return "gone" if role is None else "retired" if role.status == "retired" else ""


def role_lines(told: Iterable[Change], old: Snapshot, new: Snapshot, role_id: str, lang: str = "zh") -> tuple[str, ...]:
    """What changed for the readers of one role, a line each."""
    touching = (one for one in told if role_id in (*one.roles, one.owner, one.id) and not is_editorial(one))
    return tuple(
        line.plain() for section in sections(touching, old, new, lang, of_one_role=True) for line in section.lines
    )


def missing_texts(texts: Iterable[str], file: str) -> tuple[str, ...]:
    """Those of a paper's sentences that do not stand in the words of a file; blanks and line ends do not count."""
    held = "".join(file.split())
    return tuple(text for text in texts if "".join(text.split()) not in held)


def comparison_lines(texts: Sequence[str], missing: Sequence[str], lang: str) -> Iterator[str]:
    """Whether the words of a file are those of the version that its code names, in lines."""
    if not missing:
        yield filled("same_words", lang, number=str(len(texts)))
        return
    yield filled("other_words", lang, number=str(len(missing)))
    yield from (f"  {filled('missing_words', lang, text=text)}" for text in missing[:MOST_MISSING])


def filled(name: str, lang: str, **values: str) -> str:
    """A sentence with what stands in its braces."""
    return SENTENCES[name].in_language(lang).format(**values)
