"""What the browser searches: every entry in the order of its static rank, the syllables of characters, the synonyms.

The page's own scripts find words in the text (templates/site/assets/match.js): exact, with exact counts. They note
where each character stands when they take the text up: smaller than any index that could be sent along. All of it works
from a folder, where only `<script src>` can load data. The order of hits is that of ranking.js.

The scripts, each with 2,000 entries:

    assets/search-data.js     window.rolebookSearch = {entries, shards, size, query: {owners, lines, about, …}, …}
    assets/search-data-2.js   (window.rolebookSearchParts ??= {})[1] = {entries, owners, lines, about}

`search_data` gives an entry whole, as the scripts use it. Its row in the scripts leaves out what follows from the rest,
and entries.js fills it in: the address is empty where it follows from the id, and the context, which stands last, is
missing where it is that of the facets and the owners; where it ends in `、`, that follows.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from rolebook.cache import Plain, current
from rolebook.model import labels
from rolebook.model.entries import Clause, Department, Duty, DutyGroup, Role, Rule, RuleItem
from rolebook.model.field_words import searched
from rolebook.model.kinds import CLAUSES, KIND
from rolebook.model.library import Library, walk
from rolebook.model.rule_state import LABEL
from rolebook.model.wordings import wordings
from rolebook.site.links import PAGES, path_of
from rolebook.site.matrix import is_whole
from rolebook.site.paging import cuts
from rolebook.site.query_words import page_entries, query_data, simplified
from rolebook.words.text import VARIANTS

KINDS = ("岗位", "部门", *(kind.label for kind in CLAUSES), "页面")
"""The kinds of entry as readers see them; an entry names its kind by its place here."""
_SHORT_KINDS = ("岗位", "部门", *(kind.short for kind in CLAUSES), "页面")
"""The same in two characters, for the narrow column beside a hit."""
_CLAUSE_KIND = {kind.name: number for number, kind in enumerate(CLAUSES, 2)}
_RULE = _CLAUSE_KIND["rule"]


_BY_ENTRY = ("owners", "lines", "about")
"""What a question needs of each entry; `about` is there where the library has activities."""
PART = 2_000
"""As many entries as stand in one script: a page shows the first hits when it has the first script."""


def search_scripts(data: dict[str, Any], part: int = PART) -> dict[str, str]:
    """The scripts that hand the data to the page, by path: see above."""
    query, rows = data["query"], list(_rows(data))
    starts = range(0, max(len(rows), 1), part)
    pieces = [
        {"entries": rows[at : at + part], **{key: query[key][at : at + part] for key in _BY_ENTRY if key in query}}
        for at in starts
    ]
    entries, own = pieces[0].pop("entries"), pieces[0]
    first = {**data, "entries": entries, "query": {**query, **own}, "shards": len(pieces), "size": part}
    scripts = {"assets/search-data.js": f"window.rolebookSearch = {literal(first)};\n"}
    for number, piece in enumerate(pieces[1:], 1):
        text = f"(window.rolebookSearchParts ??= {{}})[{number}] = {literal(piece)};\n"
        scripts[f"assets/search-data-{number + 1}.js"] = text
    return scripts


def _rows(data: dict[str, Any]) -> Iterator[list[Any]]:
    """The entries without what follows from the rest."""
    names = {place: [title, *aliases] for place, (title, _, *aliases) in data["query"]["titles"]}
    addresses = data["addresses"]
    for entry, owners in zip(data["entries"], data["query"]["owners"], strict=True):
        kind, id_, address, *middle, values, context = entry
        follows = addresses[-1 if "#" in id_ else kind].format(id_.replace("#", "/"))
        labels = [all_[place] for (_, all_), places in zip(data["facets"], values, strict=True) for place in places]
        whose = "、".join(dict.fromkeys(chain(labels, *(names[owner] for owner in owners))))
        before = context.removesuffix(whose)
        given = [] if context == whose else [before if before.endswith("、") else context]
        yield [kind, id_, "" if address == follows else address, *middle, values, *given]


def literal(value: Any) -> str:
    """A value as a script may hold it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", chr(92) + "u003c")


def search_data(library: Library) -> dict[str, Any]:
    """Entries, the place where the rules and their items begin, kinds, facets and what relates words, as plain data.

    An entry is `[kind, id, address, text, other names, who it applies to, [facet values…], context]`; facet values are
    places in the facet's list of labels, in the order of `facets`; the context (whose it is, of what kind and level)
    answers the further words of a query of several. The order of entries is their static rank, which breaks ties.
    """
    facets = _Facets(library)
    entries = [*_roles(library, facets), *_departments(library, facets), *_clauses(library, facets)]
    rules = len(entries)
    entries += [*_rules(library, facets), *_rule_items(library, facets)]
    pages = len(entries)
    entries += page_entries(library, len(KINDS) - 1)
    texts = [text for entry in entries for text in (entry[3], *entry[4])]
    query = query_data(library, entries, KINDS)
    said = [word for words, _, _ in query["everyday"] for word in words]
    return {
        "entries": entries,
        "rules": rules,
        "pagesFrom": pages,
        "kinds": list(_SHORT_KINDS),
        "facets": facets.as_data(),
        "syllables": _syllables(texts),
        "synonyms": [list(group) for group in library.taxonomy.synonyms],
        "variants": {**VARIANTS, **simplified([*texts, *said, *chain(*library.taxonomy.synonyms)], VARIANTS)},
        "query": {**query, **_about_activities(library, entries)},
        **({"activities": _activities(library)} if library.activities else {}),
        "addresses": [
            *(KIND[name].address for name in ("role", "department", *_CLAUSE_KIND)),
            "",
            KIND["duty"].address,
        ],
        **_cut_sources(library),
        "pages": {name: PAGES[name] for name in ("roles", "themes", "penalties", *_table(library))},
    }


def _cut_sources(library: Library) -> dict[str, dict[str, tuple[int, ...]]]:
    """The page of each source that has several → the line at which each further one begins; nothing where none has."""
    found = {path_of(source): lines for source in library.sources.values() if (lines := cuts(source))}
    return {"cuts": found} if found else {}


def _table(library: Library) -> tuple[str, ...]:
    """The table of who does what, where one page has all of it and so can be narrowed by a question."""
    return ("matrix",) if library.activities and is_whole(library) else ()


class _Facets:
    """The lists of labels that entries point into."""

    def __init__(self, library: Library) -> None:
        taxonomy = library.taxonomy
        self._labels = {
            "类别": list(KINDS),
            "部门": [department.title for department in library.departments.values()],
            "行业": [term.label for term in taxonomy.industries],
            "级别": [term.label for term in taxonomy.levels],
            "主题": [term.label for term in taxonomy.themes],
        }
        self._departments = {id_: number for number, id_ in enumerate(library.departments)}
        self._industries = {term.id: number for number, term in enumerate(taxonomy.industries)}
        self._levels = {term.id: number for number, term in enumerate(taxonomy.levels)}
        self._themes = {term.id: number for number, term in enumerate(taxonomy.themes)}

    def as_data(self) -> list[list[Any]]:
        return [[name, labels] for name, labels in self._labels.items()]

    def context(self, values: list[list[int]], owners: Iterable[Role | Department]) -> str:
        """The labels of an entry's facets and the names of its owners."""
        labels = [all_[place] for all_, places in zip(self._labels.values(), values, strict=True) for place in places]
        names = [name for owner in owners for name in (owner.title, *owner.aliases)]
        return "、".join(dict.fromkeys((*labels, *names)))

    def values(self, kind: int, owners: Iterable[Role | Department], themes: Iterable[str]) -> list[list[int]]:
        """Kind, departments, industries, levels and themes of an entry, each sorted."""
        departments, industries, levels = set(), set(), set()
        for owner in owners:
            industries.add(self._industries[owner.industry])
            if isinstance(owner, Role):
                departments.add(self._departments[owner.department])
                levels.add(self._levels[owner.level])
            else:
                departments.add(self._departments[owner.id])
        places = (departments, industries, levels, {self._themes[theme] for theme in themes})
        return [[kind], *(sorted(values) for values in places)]


def _roles(library: Library, facets: _Facets) -> Iterator[list[Any]]:
    for role in library.roles.values():
        if role.status == "retired":
            continue
        themes = [clause.theme for id_ in role.duties if isinstance(clause := library.clauses[id_], Duty)]
        approved = [labels.STATUS["approved"]] if role.status == "approved" else []
        about = " · ".join([library.departments[role.department].title, *approved])
        extras = library.published(role).values()
        texts = filter(None, (role.purpose, role.reports_to_text))
        names = [*_names(role), *texts, *chain.from_iterable(extras), *_headings(role.groups)]
        values = facets.values(0, [role], themes)
        yield [0, role.id, path_of(role), role.title, names, about, values, facets.context(values, ())]


def _departments(library: Library, facets: _Facets) -> Iterator[list[Any]]:
    for department in library.departments.values():
        about = f"{len(library.roles_of(department.id))} 个岗位"
        names = _names(department)
        values = facets.values(1, [department], ())
        context = facets.context(values, ())
        names += _headings(department.groups)
        yield [1, department.id, path_of(department), department.title, names, about, values, context]


def _names(owner: Role | Department) -> list[str]:
    """What a role or a department is also called; the title that paper prints is most often a part of its own."""
    printed = owner.print_title if owner.print_title not in owner.title else ""
    return [*owner.aliases, *([printed] if printed else [])]


def _headings(groups: Iterable[DutyGroup]) -> list[str]:
    """The titles of groups of duties, and of the groups in them: often a sentence that stands nowhere else."""
    inner = ((group.title, *_headings(group.groups)) for group in groups)
    return [title for title in chain.from_iterable(inner) if title]


def _clauses(library: Library, facets: _Facets) -> Iterator[list[Any]]:
    """All clauses but items of rules, those of most roles first."""
    shown = [one for one in library.clauses.values() if library.in_use(one) and not isinstance(one, RuleItem)]
    for clause in sorted(shown, key=lambda clause: -len(library.holders(clause.id))):
        kind = _CLAUSE_KIND[clause.kind]
        themes = [clause.theme] if isinstance(clause, Duty) else []
        owners = library.owners(clause.id)
        values = facets.values(kind, owners, themes)
        context = facets.context(values, owners)
        names = [*searched(clause), *_doubt(clause)]
        yield [kind, clause.id, path_of(clause), clause.text, names, _about(owners), values, context]


def _activities(library: Library) -> list[list[str]]:
    """[id, title, `18 种说法 · 用在 12 处`] of each activity: it stands above its sentences, and is no entry itself."""
    return [[one.id, one.title, wordings(library, one).counted] for one in library.activities.values()]


def _about_activities(library: Library, entries: Iterable[list[Any]]) -> dict[str, list[int]]:
    """The place of the main activity of each entry in the list of activities, -1 of what is about none."""
    if not library.activities:
        return {}
    places = {id_: place for place, id_ in enumerate(library.activities)}
    duties = (library.clauses.get(entry[1]) for entry in entries)
    return {
        "about": [places[one.activities[0].id] if isinstance(one, Duty) and one.activities else -1 for one in duties]
    }


def _shown(library: Library) -> Iterator[tuple[Rule, str]]:
    """The rule documents that readers meet, each with what its state is called where it is not in force."""
    for rule in library.rules.values():
        state = library.state(rule)
        if state != "repealed":
            yield rule, "" if state == "in-force" else LABEL[state]


def _rules(library: Library, facets: _Facets) -> Iterator[list[Any]]:
    """Rule documents by their titles and numbers; repealed ones are left out."""
    for rule, label in _shown(library):
        owners = library.owners(rule.id)
        about = " · ".join(filter(None, (label, f"{len([item for item in walk(rule.items) if item.text])} 条")))
        values = facets.values(_RULE, owners, ())
        context = "、".join(filter(None, (label, facets.context(values, owners))))
        names = [rule.number] if rule.number else []
        yield [_RULE, rule.id, path_of(rule), rule.title, names, about, values, context]


def _rule_items(library: Library, facets: _Facets) -> Iterator[list[Any]]:
    """The items of rules in the order of their documents, with the document they stand in; a heading leads there."""
    for rule, label in _shown(library):
        title = f"{rule.title}（{label}）" if label else rule.title
        for item in walk(rule.items):
            if item.retired:
                continue
            owners = library.owners(item.id)
            values = facets.values(_RULE, owners, ())
            # What else finds an item: its heading, where its text does not begin with it.
            names = [item.title] if item.title and item.text and not item.text.startswith(item.title) else []
            names += [*_doubt(item), *searched(item)]
            context = "、".join(filter(None, (label, facets.context(values, owners))))
            yield [_RULE, item.id, path_of(item), item.text or item.title, names, title, values, context]


def _doubt(clause: Clause) -> list[str]:
    """What finds all clauses in doubt: the word on their pages, with the reason."""
    return [f"{labels.DOUBT}：{clause.doubt}"] if clause.doubt else []


def _about(owners: Sequence[Role | Department]) -> str:
    """Who has a clause, shortly: `销售代表、销售主管等 5 处`."""
    titles = [owner.title for owner in owners]
    if len(titles) <= 3:
        return "、".join(titles)
    return f"{'、'.join(titles[:2])}等 {len(titles)} 处"


def _syllables(texts: Iterable[str]) -> Plain:
    """Toneless syllable → characters read so, every reading of a character; ü is `v`.

    Characters of the texts, and all of GB 2312, so that a slip of the input method is known by its sound.
    """
    characters = {char for text in texts for char in text if unicodedata.name(char, "").startswith("CJK UNIFIED")}
    characters.update(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    characters.discard("")
    ordered = "".join(sorted(characters))
    results = current()
    key = results.key("syllables", [ordered.encode()])
    known = results.recall(key)
    if known is None:
        known = readings(ordered)
        results.keep(key, known)
    return known


def readings(characters: str) -> dict[str, str]:
    """Toneless syllable → those of the characters that are read so."""
    from pypinyin import Style, pinyin  # its dictionaries take a while to load

    found: dict[str, list[str]] = {}
    ways = pinyin([*characters], style=Style.NORMAL, heteronym=True, v_to_u=False)
    for char, spoken in zip(characters, ways, strict=True):
        for reading in spoken:
            if reading != char:
                found.setdefault(reading.replace("ü", "v"), []).append(char)
    return {syllable: "".join(chars) for syllable, chars in sorted(found.items())}
