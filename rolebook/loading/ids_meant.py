"""What was meant by a reference that leads nowhere: a title, a text, several ids, a slip, a deleted clause. Pure."""

import re
import unicodedata
from typing import Any, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from rolebook.findings.finding import Finding, Fix, error, replacing
from rolebook.loading.ids_given import TERMS, Index
from rolebook.model.kinds import KINDS
from rolebook.words.ids import MAX_ID
from rolebook.words.program import PROGRAM
from rolebook.words.similarity import NEAR, ratio
from rolebook.words.spelling import is_same, nearest
from rolebook.words.text import normal_form, shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import scalar
from rolebook.yamltext.document import Path, YamlDocument
from rolebook.yamltext.mending import renaming_key, rewriting

_ID_ROOM = 2 * MAX_ID + 1
"""Characters of an item's id in full: none is shown cut."""
LABELS = {
    **{kind.name: Wording(kind.label, kind.name) for kind in KINDS},
    "rule": Wording("管理制度或条目", "rule or item"),
    "industry": Wording("行业", "industry"),
    "level": Wording("级别", "level"),
    "theme": Wording("主题", "theme"),
    "aspect": Wording("方面", "aspect"),
    "clause": Wording("条款", "clause"),
    "enforceable": Wording("职责或制度条目", "duty or item of a rule"),
    "referable": Wording("制度、条目或其他条款", "rule, item or clause"),
    "any": Wording("条目", "entry"),
    "check-rule": Wording("检查规则", "rule of check"),
}


class Unknown(NamedTuple):
    """A reference that leads nowhere: `value` stands at `path` where the id of a `target` belongs.

    Of lines of a source, `value` is the source.
    """

    document: YamlDocument
    path: Path
    target: str
    value: str
    comment: str = ""
    """What stands behind it on its line: the text of the clause that was meant, if anybody wrote it there."""


def said_of_unknown(target: str, value: str) -> Wording:
    """That there is no entry of a kind with an id."""
    label, shown = LABELS[target], visible(shortened(value, 40))
    return Wording(f"没有叫 {shown} 的{label.zh}", f"there is no {label.en} '{shown}'")


def no_such(one: Unknown, known: Index) -> Finding:
    """That a reference leads nowhere, with what was probably meant."""
    message = said_of_unknown(one.target, one.value)
    meant = (
        _named(one, known)
        or _several(one, known)
        or _renamed(one, known)
        or _commented(one, known)
        or _nearest(one, known)
        or _in_other_words(one, known)
        or _as_text(one, known)
        or _titled_alike(one, known)
    )
    hint, fix = meant or (_any_of(one.target, one.value, known), None)
    return error("unknown-id", one.document.at(one.path), *message).mend(*hint, fix=fix)


_Meant: TypeAlias = tuple[Wording, Fix | None]
"""The hint that says what was probably meant, and the fix that writes it."""


def _named(one: Unknown, known: Index) -> _Meant | None:
    """The id of what has this title, label, alias or text."""
    ids = [id_ for id_ in known.named(one.target, one.value) if id_ not in known.retired]
    if not ids:
        return None
    if len(ids) > 1:
        shown = ids[:_MOST_SHOWN]
        return Wording(f"可能是 {'、'.join(shown)}，请选定一个。", f"It may be {' or '.join(shown)}: choose."), None
    fix = _instead(one, ids[0], certain=True)
    written = fix.shown(_ID_ROOM) if fix else ids[0]
    if fix is None and isinstance(one.path[-1], int):
        return Wording(f"列表中已有 {written}：删去这一行。", f"{written} stands there already: delete the line."), None
    return Wording(f"这里写标识符：{written}。", f"Write its id: {written}."), fix


_MOST_SHOWN = 5
_BETWEEN = re.compile(r"[\s,;、]+")


def _several(one: Unknown, known: Index) -> _Meant | None:
    """Several ids in one entry of a list: an entry for each."""
    plain = unicodedata.normalize("NFKC", one.value).strip("【】〔〕[] ")
    parts = [part for part in _BETWEEN.split(plain) if part]
    ids = [part if known.has(one.target, part) else next(iter(known.named(one.target, part)), None) for part in parts]
    around = _around(one)
    if None in ids or (plain == one.value and len(ids) < 2) or not isinstance(around, list):
        return None
    written = [id_ for id_ in dict.fromkeys(ids) if id_ is not None and id_ not in around]
    node = one.document.nodes[one.path]
    if not written or one.document.raw(one.path) != one.value or node.end is None:
        return None
    in_brackets = one.document.nodes[one.path[:-1]].in_brackets
    dash = one.document.lines[node.line - 1][: node.column - 1]
    if not in_brackets and dash.strip() != "-":
        return None
    fix = rewriting(one.document, one.path, (", " if in_brackets else f"\n{dash}").join(written), certain=True)
    shown = "\n".join(f"- {id_}" for id_ in written)
    return Wording(f"一行一个标识符：\n{shown}", f"One id a line:\n{shown}"), fix


def _renamed(one: Unknown, known: Index) -> _Meant | None:
    """What an id that was given up is called now."""
    now = known.renamed(one.target, one.value)
    if now is None or now in known.retired:
        return None
    fix = _instead(one, now, certain=True)
    written, shown = fix.shown(_ID_ROOM) if fix else now, visible(shortened(one.value, 40))
    return Wording(f"{shown} 已改为 {written}：写成 {written}。", f"'{shown}' has become {now}: write {written}."), fix


def _commented(one: Unknown, known: Index) -> _Meant | None:
    """What the text behind an id says: it was renamed by hand, or its clause was deleted.

    None where there is no such text, or where it is that of the id that is nearest by its spelling.
    """
    if not one.comment:
        return None
    near = _near(one, known)
    wanted = normal_form(one.comment.rstrip("…"))
    if near and _is_text_of(wanted, known.texts.get(near, "")):
        return None
    same = [id_ for id_ in known.ids(one.target) if _says(id_, one.comment, known)]
    if len(same) == 1:
        fix = _instead(one, same[0], certain=False)
        shown = visible(shortened(one.value, 40))
        return (
            Wording(
                f"注释里的这一条现在是 {same[0]}：写成 {same[0]}。如果是您手工改了标识符，请先改回，再运行 "
                f"{PROGRAM} rename {shown} {same[0]}，各处会一起改，旧网址仍可用。",
                f"The clause of the comment is {same[0]} now: write that. If its id was changed by hand, take that "
                f"back and run '{PROGRAM} rename {shown} {same[0]}', which keeps the old address.",
            ),
            fix,
        )
    if len(wanted) < _A_SENTENCE:
        return None
    return (
        Wording(
            "注释里的这一条已经不在了。刚删去的，请恢复它；确实不再使用的，恢复后运行 "
            f"{PROGRAM} retire {visible(shortened(one.value, 40))}，它会从各个列表中移除并留下记录。",
            "The clause of the comment is gone. Restore it; if it is no longer used, restore it and run "
            f"'{PROGRAM} retire', which takes it out of every list and keeps a record.",
        ),
        None,
    )


_A_SENTENCE = 6
"""Characters from which on a comment is taken for the text of a clause and not for a remark."""


def _says(id_: str, comment: str, known: Index) -> bool:
    """Whether a comment is the text of a clause in use, cut where comments are."""
    text = known.texts.get(id_)
    return text is not None and id_ not in known.retired and normal_form(shortened(text)) == normal_form(comment)


def _is_text_of(wanted: str, text: str) -> bool:
    return bool(text) and ratio(wanted, normal_form(shortened(text))) >= _ALIKE


_ALIKE = 0.6


def _near(one: Unknown, known: Index) -> str | None:
    return nearest(one.value, [id_ for id_ in known.ids(one.target) if id_ not in known.retired])


_SLIPS = 2
"""Letters that may differ where the text behind an id is that of the clause that is meant."""


def _nearest(one: Unknown, known: Index) -> _Meant | None:
    """What an id is probably a slip of; or what it names instead."""
    label, shown, every = LABELS[one.target], visible(shortened(one.value, 40)), known.ids("any")
    if one.value in every:
        return (
            Wording(
                f"{shown} 在 {every[one.value].file} 中，但不是{label.zh}。", f"{shown} exists, but is no {label.en}."
            ),
            None,
        )
    near = _near(one, known)
    if near is None:
        return None
    slip = OSA.distance(one.value, near) <= _SLIPS and _says(near, one.comment, known)
    marked = one.value.rstrip(",;，；、。 ") == near
    fix = _instead(one, near, certain=slip or marked or is_same(one.value, near))
    written = fix.shown(_ID_ROOM) if fix else near
    return Wording(f"是否应为 {written}？", f"Did you mean {written}?"), fix


def _in_other_words(one: Unknown, known: Index) -> _Meant | None:
    """The clause whose text is most like a text that stands where an id belongs."""
    wanted = normal_form(one.value)
    if one.value.isascii() or len(wanted) < _A_SENTENCE:
        return None
    forms = {id_: form for id_, form in known.forms.items() if known.has(one.target, id_) and id_ not in known.retired}
    found = process.extractOne(wanted, forms, scorer=fuzz.ratio, score_cutoff=NEAR)
    if found is None:
        return None
    id_ = str(found[2])
    fix = _instead(one, id_, certain=False)
    said = visible(shortened(known.texts[id_]))
    return (
        Wording(f"这里写标识符。最接近的是 {id_}（{said}）。", f"An id belongs here. Nearest is {id_} ({said})."),
        fix,
    )


def _title_like(one: Unknown, known: Index) -> tuple[str, str] | None:
    """The title most like what stands where an id belongs, and its id."""
    names = (*known.names.get(one.target, ()), *known.aliases.get(one.target, ()))
    forms = {name: normal_form(name) for name in names}
    near = process.extractOne(normal_form(one.value), forms, scorer=fuzz.ratio, score_cutoff=100 * _ALIKE)
    ids = known.named(one.target, str(near[2])) if near else ()
    return (str(near[2]), ids[0]) if near and len(ids) == 1 and ids[0] not in known.retired else None


def _titled_alike(one: Unknown, known: Index) -> _Meant | None:
    """The id of what has a title like the one that was written."""
    near = None if one.value.isascii() else _title_like(one, known)
    if near is None:
        return None
    fix = _instead(one, near[1], certain=False)
    return Wording(f"是否应为 {near[1]}（{near[0]}）？", f"Did you mean {near[1]} ({near[0]})?"), fix


def _as_text(one: Unknown, known: Index) -> _Meant | None:
    """A superior in Chinese whom the library does not have: it has a key of its own."""
    if one.path != ("reports_to",) or one.value.isascii() or f"{one.path[0]}_text" in _around(one):
        return None
    near = _title_like(one, known)
    key = f"{one.path[0]}_text"
    said = f"{key}: {visible(shortened(one.value, 40))}"
    if near:
        return (
            Wording(
                f"是否应为 {near[1]}（{near[0]}）？手册中没有这个岗位的，写成：{said}",
                f"Did you mean {near[1]} ({near[0]})? If the library does not have it, write: {said}",
            ),
            None,
        )
    fix = renaming_key(one.document, one.path, key, certain=True)
    return Wording(f"手册中没有的岗位写成：{said}", f"What the library does not have, write as: {said}"), fix


def _any_of(target: str, value: str, known: Index) -> Wording:
    """What may be written where nothing is near."""
    ids = list(known.ids(target))
    if target in TERMS:
        called = {named[0]: title for title, named in known.names.get(target, {}).items() if named}
        shown_ids = "、".join(f"{id_}（{visible(called[id_])}）" if id_ in called else id_ for id_ in ids)
        return Wording(f"可以写：{shown_ids}；或在 content/taxonomy.yaml 中补充。", f"One of: {', '.join(ids)}.")
    hint = Wording("核对标识符；尚无这一条的，请先加入 content/。", "Check the id, or add the entry first.")
    words = set(value.split("-"))
    alike = [id_ for id_ in ids if target in _TITLED and words & set(id_.split("-")) and id_ not in known.retired]
    if not alike:
        return hint
    shown = alike[:_MOST_SHOWN]
    return Wording(f"相近的有：{'、'.join(shown)}。{hint.zh}", f"Like it are: {', '.join(shown)}. {hint.en}")


_TITLED = ("role", "department")
"""Of these there are few, and a word of their ids says much."""


def _around(one: Unknown) -> Any:
    around: Any = one.document.value
    for step in one.path[:-1]:
        around = around[step]
    return around


def _instead(one: Unknown, meant: str, *, certain: bool) -> Fix | None:
    """The fix that writes an id for `value`, with which the scalar at `path` begins; None in a list that has it."""
    around = _around(one)
    written = around[one.path[-1]]
    if isinstance(around, list) and meant + written.removeprefix(one.value) in around:
        return None
    at = one.document.at(one.path)
    if one.document.raw(one.path) != written:
        return rewriting(one.document, one.path, scalar(meant + written.removeprefix(one.value)), certain=certain)
    return replacing(at, at.column + len(one.value), meant, certain=certain)
