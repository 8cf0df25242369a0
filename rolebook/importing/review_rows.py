"""The items of an import as they are reviewed: what each became, its source beside it, the doubtful first. Pure.

What is said of numbers of people is ■: the review passes through many hands, and the source is redacted before its
drafts are accepted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from rolebook.importing.activity_of import Suggested
from rolebook.importing.blocks import Document
from rolebook.importing.collected import EVERYONE, WHOLE_COMPANY, Made
from rolebook.importing.items import Item
from rolebook.importing.matching import DROPPED, NEW, Match
from rolebook.importing.proposal import Proposal
from rolebook.importing.questions import of_nobody, questions
from rolebook.importing.row_sentences import ASIDE
from rolebook.model.grouping import by_key
from rolebook.model.library import Library
from rolebook.model.records import span
from rolebook.words.personal_data import KINDS, blotted, personal_numbers
from rolebook.words.text import in_one_line, visible
from rolebook.words.wording import Wording

DOUBTFUL = 0.6
"""Below this confidence an item is doubtful."""
WHY_NOT, ACTIVITY, RETIRE, KEEP = "与相近条款不同的理由", "工作事项（改）", "停用旧条", "保留"
"""Of the workbook: the columns for a reason and for an activity; the decisions that an old clause goes or stays."""
MERGE = "并入"
"""The decision that a sentence is said already by the clause that it is near to, which its owners get."""
GONE = "gone"
"""The decision about a sentence that a later version of a document does not have any more."""

NOTHING = Wording("", "")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An item with what became of it, or a sentence of an earlier version that is gone.

    Attributes:
        file: the index of the document; `name`: what it is called.
        where: its lines as they are counted there, in a workbook as Excel does (of several sheets, `一班!4-5`); of what
            is gone, its lines in the source.
        quote: its lines of the extracted text, joined.
        match: what it is to the library and to earlier items; `other` is the id of what it is like, `says` its text.
        made: the ids of the clauses that the drafts have of it anew; () where they have none; `item` has their text.
        activities: the work activities that it may be about.
        personal: what kinds of numbers of people stand in it.
        left: of what makes no clause, its lines in the source (`bylaws:3-4`), about which somebody may decide.
        about: of a question about a whole document, the ids of what it is about.
        doubt: what several rows of a document are doubted for; `follows`: whether one before it stands for it.
        is_asked: whether somebody has to decide: nothing of it is written before, and what is gone stays as it is.

    """

    file: int
    name: str
    item: Item
    where: str
    quote: str
    match: Match
    other: str
    says: str
    made: tuple[str, ...] = ()
    activities: tuple[Suggested, ...] = ()
    personal: tuple[str, ...] = ()
    left: str = ""
    about: str = ""
    doubt: str = ""
    follows: bool = False
    is_asked: bool = False

    @property
    def place(self) -> str:
        """Where it stands, in Chinese: `第 4-5 行`, `一班!4-5`; of what is gone, its lines in the source."""
        return self.where if not self.where or re.search("[!:]", self.where) else f"第 {self.where} 行"

    @property
    def is_unsure(self) -> bool:
        """Whether it may not be what it was taken for; what the library says already was decided."""
        return self.item.confidence < DOUBTFUL and not (self.match.decision == "same" and self.match.id)

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it first; who fills in a form knows what it is like."""
        is_decided_elsewhere = any(self.match.decided) and self.match.decision != DROPPED
        is_near = self.match.decision == "near" and self.item.confidence < 1
        is_told = bool(self.personal or self.about) or self.match.decision == GONE
        return self.is_unsure or is_decided_elsewhere or is_near or is_told


def doubtful(rows: Iterable[Reviewed]) -> Wording:
    """How many rows are doubtful, and about how many of them somebody has to decide: all the review says it so."""
    found = [one.is_asked for one in rows if one.is_doubtful]
    waits = (
        Wording(f"，其中 {sum(found)} 项等着决定", f", {sum(found)} of them to be decided") if any(found) else NOTHING
    )
    return Wording(f"拿不准的 {len(found)} 项{waits.zh}", f"doubtful: {len(found)}{waits.en}") if found else NOTHING


def reviewed(proposal: Proposal, library: Library) -> Sequence[Reviewed]:
    """Every item, the doubtful ones first, then in the order of the documents.

    Of the doubtful ones what is asked of whole documents is first, then those about which somebody has to decide, the
    least certain before the others. Penalties and rewards that are doubted for the same are asked about once.
    """
    every = (*_asked(proposal), *_items(proposal, library), *_gone(proposal, library))
    found = [_without_numbers(one) for one in every]
    found = [replace(one, is_asked=_is_asked(one)) for one in found]
    first = sorted(
        (one for one in found if one.is_doubtful),
        key=lambda one: (not one.about, not one.is_asked, not one.made, one.item.confidence),
    )
    alike = by_key((f"{one.file} {one.doubt}" if one.doubt else at, one) for at, one in enumerate(first))
    in_order = [sorted(group, key=lambda one: one.item.text_first) for group in alike.values()]
    first = [
        replace(one, follows=at > 0, is_asked=one.is_asked and not at)
        for group in in_order
        for at, one in enumerate(group)
    ]
    return [*first, *(one for one in found if not one.is_doubtful)]


def _is_asked(one: Reviewed) -> bool:
    """Whether somebody has to decide: asked once for a row, since it takes long to tell what differs.

    Two sentences of the documents that differ in a number, in who or in how often are two, however alike; and who fills
    in a form has decided.
    """
    if one.match.decision == GONE:
        return True
    if one.about:  # a document is for somebody; its posts may stay in 待定部门 for a while
        return one.item.kind == "title"
    if not one.made or not one.is_doubtful or one.item.confidence == 1:
        return False
    is_another = bool(one.match.earlier) and one.match.decision == "near" and one.match.is_decisive
    return not is_another or one.is_unsure or bool(one.personal)


def _without_numbers(one: Reviewed) -> Reviewed:
    """The same with ■ for the numbers of people in every text that is shown of it."""
    item, (mine, theirs) = one.item, map(blotted, one.match.texts)
    item = replace(item, text=blotted(item.text), owner=blotted(item.owner), reason=_blotted(item.reason))
    return replace(
        one,
        name=blotted(one.name),
        item=replace(item, heading=blotted(item.heading), category=blotted(item.category), given=blotted(item.given)),
        quote=blotted(one.quote),
        match=replace(one.match, texts=(mine, theirs)),
        says=blotted(one.says),
        activities=tuple(
            replace(
                each, activity=replace(each.activity, title=blotted(each.activity.title)), reason=_blotted(each.reason)
            )
            for each in one.activities
        ),
    )


def _blotted(said: Wording) -> Wording:
    return Wording(blotted(said.zh), blotted(said.en))


def _asked(proposal: Proposal) -> Iterator[Reviewed]:
    for number, item, ids in questions(proposal):
        name = proposal.files[number][0].document.name
        yield Reviewed(number, name, item, "", "", NEW, "", "", about=ids)


def _items(proposal: Proposal, library: Library) -> Iterator[Reviewed]:
    for number, (one, kept) in enumerate(proposal.files):
        for_all = of_nobody(proposal.drafts, number, one)
        changed = _changed(proposal, number, library)
        sheets = _sheets(one.document)
        for at, item in enumerate(one.items):
            if one.stated and item.kind in _OF_FORMS:  # every blank cell of a form has an item
                continue
            match = proposal.matches.get((number, at), NEW)
            other = match.id or (proposal.drafts.ids.get(match.earlier, "") if match.earlier else "")
            lines = [block.line.strip() for block in one.document.blocks[item.text_first - 1 : item.text_last]]
            between = " | " if item.cells else " "  # the cells of a row can be told from one another
            quote = in_one_line(between.join(line.replace("\t", between) for line in lines if line))
            says = library.clauses[match.id].text if match.id in library.clauses else ""
            if match.earlier:
                earlier = proposal.files[match.earlier[0]][0].items[match.earlier[1]]
                says = _as_written(earlier, proposal.drafts.made.get(match.earlier, ())).text
            sheet, above = sheets.get(one.document.blocks[item.text_first - 1].table, ("", 0))
            given = one.document.blocks[item.given_lines[0] - 1].place - above
            kinds = dict.fromkeys(KINDS[each.kind] for each in personal_numbers(quote))
            made = proposal.drafts.made.get((number, at), ())
            whose = proposal.drafts.lists.get(made[0].id.partition("#")[0], ()) if made and not item.owner else ()
            whose = (EVERYONE,) if at in for_all and [*whose] != [WHOLE_COMPANY] else whose
            is_near = match.decision == "near" and not (match.earlier and match.is_decisive)
            is_alone = is_near or bool(kinds) or any(match.decided)
            shown = _as_written(replace(item, owner=item.owner or "、".join(whose)), made, given)
            if match.id in changed and shown.confidence >= DOUBTFUL and not kinds and not any(match.decided):
                shown = replace(shown, reason=_CHANGED)
            elif shown.reason.en == _ELSEWHERE and is_alone:
                shown = replace(shown, reason=Wording(f"{shown.reason.zh}：单独决定", _ELSEWHERE))
            yield Reviewed(
                number,
                one.document.name,
                shown,
                f"{sheet}{span(item.first - above, item.last - above)}",
                quote,
                match,
                other,
                says,
                tuple(clause.id for clause in made),
                tuple(proposal.activities.get((number, at), ())),
                tuple(kinds),
                f"{kept.id}:{span(item.text_first, item.text_last)}" if item.kind in _OPEN and not kept.is_used else "",
                doubt=shown.reason.zh
                if shown.reason is _CHANGED or (shown.reason.en == _ELSEWHERE and not is_alone)
                else "",
            )


def _changed(proposal: Proposal, number: int, library: Library) -> AbstractSet[str]:
    """The clauses of an earlier version that a document says in other words, and no more as they were."""
    revision = proposal.revisions.get(number)
    own = [match for (file, _), match in proposal.matches.items() if file == number and match.id and revision]
    same = {match.id for match in own if match.decision == "same"}
    near = {match.id for match in own if match.decision == "near"} - same
    return {
        id_ for id_ in near if revision and any(ref.source == revision.source for ref in library.clauses[id_].sources)
    }


def _sheets(document: Document) -> Mapping[int, tuple[str, int]]:
    """Sheet of a workbook that has several → how a row of it is named, and how many rows stand on those before it."""
    first = {block.table: block for block in reversed(document.blocks) if block.table and document.format == "xlsx"}
    titles = {table: visible(block.text) if block.heading else f"第{table}张表" for table, block in first.items()}
    return {table: (f"{titles[table]}!", block.place - 1) for table, block in first.items()} if len(first) > 1 else {}


_OF_FORMS = frozenset({"site", "form", "heading"})
"""Kinds of items of a form that say nothing of a post: its printed words, and cells that nobody filled in."""
_OPEN = frozenset({"other", "summary", "fact"})
"""Kinds of items whose lines may be left for somebody to decide about."""


_CHANGED = Wording("修订稿改了这一句：用新的，选“停用旧条”", "the later version has it in other words")
_NO_MORE = Wording("修订稿里不再有这一句", "the later version has it no more")
_ELSEWHERE = "what follows stands in other lines, or was not read"
_PUT_TOGETHER = 0.5
"""The confidence in a consequence that does not stand in the lines of its own item."""


def _as_written(item: Item, made: Sequence[Made], given: int = 0) -> Item:
    """An item with the sentences that the drafts have of it, and with the doubt that they note.

    `given`: the line above that says what follows, as it is counted here; the note has that of the text.
    """
    shown = replace(item, text="".join(clause.text for clause in made) or item.text)
    notes = [note for clause in made if (note := ASIDE.sub("", clause.note))]
    if item.kind not in {"penalty", "reward"} or not notes:
        return shown
    note = notes[0].replace(f"第{item.given_lines[0]}行", f"第{given}行")
    reason = Wording(note.removesuffix("。"), _ELSEWHERE)
    return replace(shown, confidence=min(item.confidence, _PUT_TOGETHER), reason=reason)


def _gone(proposal: Proposal, library: Library) -> Iterator[Reviewed]:
    for number, revision in proposal.revisions.items():
        for id_ in revision.gone:
            clause = library.clauses[id_]
            lines = "、".join(map(str, clause.sources))
            quote = in_one_line(" ".join(library.sources[ref.source].quote(ref) for ref in clause.sources))
            owner = "、".join(one.title for one in library.owners(id_))
            item = Item(0, 0, 0, 0, clause.kind, "", owner, clause.text, confidence=1.0, reason=_NO_MORE)
            name = proposal.files[number][0].document.name
            yield Reviewed(number, name, item, lines, quote, Match(GONE), id_, clause.text, doubt=_NO_MORE.zh)
