"""The comments behind ids, renewed where the entries say something else than they do."""

from collections.abc import Iterable, Iterator
from functools import partial

from rolebook.editing.draft import Draft
from rolebook.editing.files import EditedFiles
from rolebook.loading.glosses import GLOSSED, gloss, glossed, is_gloss, texts
from rolebook.words.personal_data import personal_numbers
from rolebook.yamltext.comments import attached


def follow_glosses(draft: Draft) -> None:
    """The comments behind ids say what the entries say now; remarks of editors stay."""
    was, now = (texts(files) for files in (draft.files.values(), draft.files_now()))
    for name in draft.files:
        for one in draft.references_in(name):
            if one.target in GLOSSED and now.get(one.value, "") != was.get(one.value, now.get(one.value, "")):
                comment = draft.reglossed_as(now[one.value])
                draft.keep(name, draft.text(name).replaced(one.path, one.value, comment))


def _instead(new: str, _: str) -> str:
    return new


def renew_glosses(edited: EditedFiles, names: Iterable[str]) -> Iterator[str]:
    """Put the text of each entry behind its id in these files, and give the names of those that change.

    An editor's remark stays, unless it holds a number of a person: what is taken out of a text is to stay nowhere.
    """
    said = texts(edited.after().values())
    known = frozenset(map(gloss, said.values()))
    for name in names:
        text = edited.text(name)
        trailing = attached(text.document).trailing if b"#" in text.data else {}
        references = edited.schemas.references(edited.by_name[name].kind.schema, text.value) if trailing else ()
        for path, wanted in glossed(references, said).items():
            old = trailing.get(path, gloss(wanted))
            if old != gloss(wanted) and (is_gloss(old, wanted, known) or personal_numbers(old)):
                edited.put(name, edited.text(name).replaced(path, text.at(path), partial(_instead, gloss(wanted))))
        if edited.text(name) is not text:
            yield name
