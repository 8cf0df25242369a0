"""What an editor offers where an id, a code or a line of a source belongs: it by its Chinese text. Pure.

yaml-language-server filters by label, so a schema of `defaultSnippets` (label: the text, body: the id) completes an id
from any word of its text. It only adds to the schemas of schemas/, and knows nothing of what is valid.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from rolebook.loading.everyday_words import names_of
from rolebook.loading.ids_given import TERMS, members
from rolebook.loading.schema import Schemas
from rolebook.model.coverage import coverage
from rolebook.model.kinds import KINDS, LIST_FILES
from rolebook.model.library import Library

FOLDER = ".vscode/suggestions"
"""Where .vscode/settings.json expects them."""


def suggestions(library: Library, schemas: Schemas) -> Iterator[tuple[str, bytes]]:
    """(file name, JSON) for every type of content that refers to something."""
    offered = {**_entries(library), "source-line": _lines(library)}

    def leaf(schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "x-ref" in schema:
            entries = [entry for kind in members(schema["x-ref"]) for entry in offered.get(kind, ())]
        else:
            entries = list(_codes(schema))
        labels = Counter(label for _, label in entries)
        snippets = [
            {"label": label if labels[label] == 1 else f"{label}（{id_}）", "body": id_, "description": id_}
            for id_, label in entries
        ]
        return {"defaultSnippets": snippets} if snippets else {}

    for kind in KINDS:
        if shape := schemas.skeleton(kind.schema, leaf):
            text = json.dumps(shape, ensure_ascii=False, indent=1)
            yield f"{kind.schema}.json", f"{text}\n".encode()


_MOST_LINES = 3_000
"""Lines of sources that are offered: more would make the editor slow."""


def _lines(library: Library) -> list[tuple[str, str]]:
    """(`source:line`, its text) of the lines of all sources in force; of very many, those that no clause has yet."""
    found = [
        (source.id, number, line.strip())
        for source in library.sources.values()
        if not source.superseded_by
        for number, line in enumerate(source.lines, 1)
        if line.strip()
    ]
    if len(found) > _MOST_LINES:
        status = coverage(library)
        found = [one for one in found if status[one[0], one[1]].status == "uncovered"][:_MOST_LINES]
    return [(f"{id_}:{number}", text) for id_, number, text in found]


def _codes(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(code, what people call it) of an enumeration, as far as its codes have names."""
    allowed = [code for code in schema["enum"] if isinstance(code, str)]
    for code in allowed:
        names = dict.fromkeys(names_of(code, allowed, schema.get("description", "")))
        if names:
            yield code, "、".join(islice(names, _MOST_NAMES))


_MOST_NAMES = 4
"""Names of one code that are shown."""


def _entries(library: Library) -> Mapping[str, list[tuple[str, str]]]:
    """Kind → (id, what people know it by), nothing retired or repealed."""
    clauses = [clause for clause in library.clauses.values() if library.in_use(clause)]
    named = {kind.name: kind.name for kind in LIST_FILES} | {"rule-item": "rule"}
    found = {
        name: [(clause.id, clause.text) for clause in clauses if clause.kind == kind] for name, kind in named.items()
    }
    titled: Mapping[str, Mapping[str, Any]] = {
        "rule": {id_: rule for id_, rule in library.rules.items() if library.state(rule) != "repealed"},
        "activity": {id_: one for id_, one in library.activities.items() if not one.retired},
        "role": {role.id: role for role in library.roles.values() if role.status != "retired"},
        "department": library.departments,
        "source": library.sources,
    }
    found |= {name: [(thing.id, thing.title) for thing in things.values()] for name, things in titled.items()}
    terms = {name: getattr(library.taxonomy, key) for name, key in TERMS.items()}
    return found | {name: [(term.id, term.label) for term in entries] for name, entries in terms.items()}
