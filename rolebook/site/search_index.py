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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from rolebook.cache import Plain, current
from rolebook.model import labels
from rolebook.model.answers import digest_of_plain
from rolebook.model.entries import Clause, Department, Duty, DutyGroup, Role, Rule, RuleItem
from rolebook.model.field_words import searched
from rolebook.model.kinds import CLAUSES, KIND
from rolebook.model.library import Library, Thing, walk
from rolebook.model.overheard import Keep, anew
from rolebook.model.rule_state import LABEL
from rolebook.model.wordings import wordings
from rolebook.site.links import PAGES, path_of
from rolebook.site.matrix import is_whole
from rolebook.site.paging import cuts
from rolebook.site.query_words import page_entries, pairs, query_data, simplified, written
from rolebook.words.text import VARIANTS

KINDS = ("岗位", "部门", *(kind.label for kind in CLAUSES), "页面")
"""The kinds of entry as readers see them; an entry names its kind by its place here."""
_SHORT_KINDS = ("岗位", "部门", *(kind.short for kind in CLAUSES), "页面")
"""The same in two characters, for the narrow column beside a hit."""
_CLAUSE_KIND = {kind.name: number for number, kind in enumerate(CLAUSES, 2)}
_RULE = _CLAUSE_KIND["rule"]


_OF_NOTHING: Mapping[str, Any] = {"owners": [], "lines": [], "about": -1}
"""What a question needs of each entry, as it is of a page; `about` (the place of its main activity in the list of
activities) is there where the library has activities."""
_RUN = 1_000
"""Entries that are kept together."""
PART = 2_000
"""As many entries as stand in one script: a page shows the first hits when it has the first script."""


def search_scripts(data: dict[str, Any], part: int = PART) -> dict[str, str]:
    """The scripts that hand the data to the page, by path: see above."""
    query, rows = data["query"], list(_rows(data))
    starts = range(0, max(len(rows), 1), part)
    pieces = [
        {"entries": rows[at : at + part], **{key: query[key][at : at + part] for key in _OF_NOTHING if key in query}}
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


def search_data(library: Library, asked: Library | None = None, keep: Keep = anew) -> dict[str, Any]:
    """Entries, the place where the rules and their items begin, kinds, facets and what relates words, as plain data.

    An entry is `[kind, id, address, text, other names, who it applies to, [facet values…], context]`; facet values are
    places in the facet's list of labels, in the order of `facets`; the context (whose it is, of what kind and level)
    answers the further words of a query of several. The order of entries is their static rank, which breaks ties.
    `asked` is the library, overheard: of this what `keep` keeps is made, a thousand entries at a time.
    """
    facets = _Facets(library)
    order, rules = _order(library)
    places = _Places.of(library, order)
    given = digest_of_plain([facets.all, *map(list, places)])
    runs: list[dict[str, Any]] = [
        keep(f"search {at}", partial(_run, asked or library, facets, places, ids), (ids, given))
        for at in range(0, len(order), _RUN)
        for ids in (order[at : at + _RUN],)
    ]
    pages = page_entries(library, len(KINDS) - 1)
    runs.append(_said(pages))
    entries = [entry for run in runs for entry in run["entries"]]
    characters = {char for run in runs for char in run["characters"]}
    query = query_data(library, places.owners, runs, KINDS)
    said = [word for words, _, _ in query["everyday"] for word in words]
    return {
        "entries": entries,
        "rules": rules,
        "pagesFrom": len(order),
        "kinds": list(_SHORT_KINDS),
        "facets": facets.as_data(),
        "syllables": _syllables(characters),
        "synonyms": [list(group) for group in library.taxonomy.synonyms],
        "variants": {**VARIANTS, **simplified([*characters, *said, *chain(*library.taxonomy.synonyms)], VARIANTS)},
        "query": {
            **query,
            **{
                key: [one for run in runs[:-1] for one in run[key]] + [empty for _ in pages]
                for key, empty in _OF_NOTHING.items()
                if key != "about" or library.activities
            },
        },
        **({"activities": _activities(library)} if library.activities else {}),
        "addresses": [
            *(KIND[name].address for name in ("role", "department", *_CLAUSE_KIND)),
            "",
            KIND["duty"].address,
        ],
        **_cut_sources(library),
        "pages": {name: PAGES[name] for name in ("roles", "themes", "penalties", *_table(library))},
    }


def _order(library: Library) -> tuple[list[str], int]:
    """The ids of all entries but pages, in their order, and the place of the first rule.

    Roles and departments, the clauses but items of rules, those of most roles first, rules, and their items.
    """
    shown = [one for one in library.clauses.values() if library.in_use(one) and not isinstance(one, RuleItem)]
    ranked = sorted(shown, key=lambda clause: -len(library.holders(clause.id)))
    roles = [one.id for one in library.roles.values() if one.status != "retired"]
    others = [*roles, *library.departments, *(one.id for one in ranked)]
    documents = [rule for rule in library.rules.values() if library.state(rule) != "repealed"]
    items = [item.id for rule in documents for item in walk(rule.items) if not item.retired]
    return [*others, *(rule.id for rule in documents), *items], len(others)


class _Places(NamedTuple):
    """Id → place: of roles and departments among the entries, of sources and of activities in their lists."""

    owners: dict[str, int]
    sources: dict[str, int]
    activities: dict[str, int]

    @classmethod
    def of(cls, library: Library, order: Iterable[str]) -> "_Places":
        owners = {id_: at for at, id_ in enumerate(order) if id_ in library.roles or id_ in library.departments}
        sources, activities = (
            {id_: at for at, id_ in enumerate(all_)} for all_ in (library.sources, library.activities)
        )
        return cls(owners, sources, activities)


def _run(library: Library, facets: "_Facets", places: _Places, ids: Iterable[str]) -> dict[str, Any]:
    """Some entries, what a question needs of each of them, and what `_said` finds in their texts."""
    things = [thing for id_ in ids if (thing := library.thing(id_))]
    entries = [_entry(library, facets, thing) for thing in things]
    return {
        **_said(entries),
        "owners": [
            [places.owners[one.id] for one in library.owners(thing.id) if one.id in places.owners] for thing in things
        ],
        "lines": [
            [[places.sources[ref.source], ref.first, ref.last] for ref in getattr(thing, "sources", ())]
            for thing in things
        ],
        "about": [
            places.activities[one.activities[0].id] if isinstance(one, Duty) and one.activities else -1
            for one in things
        ],
    }


def _said(entries: list[list[Any]]) -> dict[str, Any]:
    """Entries with what stands in their texts."""
    texts = [text for entry in entries for text in (entry[3], *entry[4])]
    words, sides = pairs(texts)
    return {
        "entries": entries,
        "characters": "".join(sorted({*chain.from_iterable(texts)})),
        "written": written(texts),
        "words": words,
        "sides": sides,
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

    @property
    def all(self) -> list[Any]:
        """The labels, and the ids that stand for them."""
        return [self._labels, *map(list, (self._departments, self._industries, self._levels, self._themes))]

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


def _entry(library: Library, facets: _Facets, thing: Thing) -> list[Any]:
    match thing:
        case Role():
            return _role(library, facets, thing)
        case Department():
            return _department(library, facets, thing)
        case Rule():
            return _rule(library, facets, thing)
        case RuleItem():
            return _rule_item(library, facets, thing)
        case Clause():
            return _clause(library, facets, thing)
    raise TypeError(f"nobody searches for a {type(thing).__name__}")


def _role(library: Library, facets: _Facets, role: Role) -> list[Any]:
    themes = [clause.theme for id_ in role.duties if isinstance(clause := library.clauses[id_], Duty)]
    approved = [labels.STATUS["approved"]] if role.status == "approved" else []
    about = " · ".join([library.departments[role.department].title, *approved])
    extras = library.published(role).values()
    texts = filter(None, (role.purpose, role.reports_to_text))
    names = [*_names(role), *texts, *chain.from_iterable(extras), *_headings(role.groups)]
    values = facets.values(0, [role], themes)
    return [0, role.id, path_of(role), role.title, names, about, values, facets.context(values, ())]


def _department(library: Library, facets: _Facets, department: Department) -> list[Any]:
    about = f"{len(library.roles_of(department.id))} 个岗位"
    values = facets.values(1, [department], ())
    names = [*_names(department), *_headings(department.groups)]
    context = facets.context(values, ())
    return [1, department.id, path_of(department), department.title, names, about, values, context]


def _names(owner: Role | Department) -> list[str]:
    """What a role or a department is also called; the title that paper prints is most often a part of its own."""
    printed = owner.print_title if owner.print_title not in owner.title else ""
    return [*owner.aliases, *([printed] if printed else [])]


def _headings(groups: Iterable[DutyGroup]) -> list[str]:
    """The titles of groups of duties, and of the groups in them: often a sentence that stands nowhere else."""
    inner = ((group.title, *_headings(group.groups)) for group in groups)
    return [title for title in chain.from_iterable(inner) if title]


def _clause(library: Library, facets: _Facets, clause: Clause) -> list[Any]:
    kind = _CLAUSE_KIND[clause.kind]
    owners = library.owners(clause.id)
    values = facets.values(kind, owners, [clause.theme] if isinstance(clause, Duty) else [])
    names = [*searched(clause), *_doubt(clause)]
    context = facets.context(values, owners)
    return [kind, clause.id, path_of(clause), clause.text, names, _about(owners), values, context]


def _activities(library: Library) -> list[list[str]]:
    """[id, title, `18 种说法 · 12 处`] of each activity: it stands above its sentences, and is no entry itself."""
    return [[one.id, one.title, wordings(library, one).counted] for one in library.activities.values()]


def _state(library: Library, rule: Rule) -> str:
    """What the state of a rule document is called, where it is not in force."""
    state = library.state(rule)
    return "" if state == "in-force" else LABEL[state]


def _rule(library: Library, facets: _Facets, rule: Rule) -> list[Any]:
    """A rule document by its title and number."""
    label, owners = _state(library, rule), library.owners(rule.id)
    about = " · ".join(filter(None, (label, f"{len([item for item in walk(rule.items) if item.text])} 条")))
    values = facets.values(_RULE, owners, ())
    context = "、".join(filter(None, (label, facets.context(values, owners))))
    names = [rule.number] if rule.number else []
    return [_RULE, rule.id, path_of(rule), rule.title, names, about, values, context]


def _rule_item(library: Library, facets: _Facets, item: RuleItem) -> list[Any]:
    """An item of a rule with the document it stands in; a heading leads there."""
    rule = library.rules[item.document]
    label, owners = _state(library, rule), library.owners(item.id)
    title = f"{rule.title}（{label}）" if label else rule.title
    values = facets.values(_RULE, owners, ())
    # What else finds an item: its heading, where its text does not begin with it.
    names = [item.title] if item.title and item.text and not item.text.startswith(item.title) else []
    names += [*_doubt(item), *searched(item)]
    context = "、".join(filter(None, (label, facets.context(values, owners))))
    return [_RULE, item.id, path_of(item), item.text or item.title, names, title, values, context]


def _doubt(clause: Clause) -> list[str]:
    """What finds all clauses in doubt: the word on their pages, with the reason."""
    return [f"{labels.DOUBT}：{clause.doubt}"] if clause.doubt else []


def _about(owners: Sequence[Role | Department]) -> str:
    """Who has a clause, shortly: `销售代表、销售主管等 5 处`."""
    titles = [owner.title for owner in owners]
    if len(titles) <= 3:
        return "、".join(titles)
    return f"{'、'.join(titles[:2])}等 {len(titles)} 处"


def _syllables(said: Iterable[str]) -> Plain:
    """Toneless syllable → characters read so, every reading of a character; ü is `v`.

    Of the characters that are said, and all of GB 2312, so that a slip of the input method is known by its sound.
    """
    characters = {char for char in said if unicodedata.name(char, "").startswith("CJK UNIFIED")}
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
