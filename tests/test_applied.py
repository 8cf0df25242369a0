"""What applies to a role is decided once: exports and the content of a sheet have the order of the pages."""

import json

from rolebook.exports.tables import as_json, role_downloads
from rolebook.model.applied import applied
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.model.role_content import whole_content
from rolebook.model.snapshot import entries_for


def test_exports_list_what_the_pages_list(library: Library) -> None:
    exported = {role["id"]: role for role in json.loads(as_json(library))["roles"]}
    alone = {name: json.loads(data) for role in library.roles.values() for name, data in role_downloads(library, role)}
    assert {key for role in library.roles.values() for key in LISTED if applied(library, role).clauses(key)} >= {
        "duties",
        "qualifications",
        "penalties",
    }
    for role in library.roles.values():
        lists = applied(library, role)
        entry, download = exported[role.id], alone[f"data/roles/{role.id}.json"]
        for key in LISTED:
            ids = [*entry.get(key, ()), *entry["inherited"].get(key, ())]
            if key == "rules":
                assert list(dict.fromkeys(id_.partition("#")[0] for id_ in ids)) == [one.rule.id for one in lists.rules]
            else:
                used = [id_ for id_ in ids if id_ in library.clauses and not library.clauses[id_].retired]
                assert used == [clause.id for clause in lists.clauses(key)]
        assert [clause["id"] for clause in download["clauses"]] == [
            clause.id for key in LISTED for clause in lists.clauses(key)
        ]


def test_what_a_sheet_signs_has_the_order_of_the_page(library: Library) -> None:
    assert any(applied(library, role).listed("penalties") for role in library.roles.values())
    for role in library.roles.values():
        lists = applied(library, role)
        content = whole_content(entries_for(library, role), role.id)
        sections = {section["section"]: section["content"] for section in content["sections"]}
        duties = [text for group in sections.get("duties", ()) for text in group["duties"]]
        assert duties == [clause.text for clause in lists.clauses("duties")]
        groups = [one.get("subtitle", one["title"]) for one in sections.get("duties", ())]
        assert groups == [group.title for group in lists.groups.get("duties", ()) if group.clauses]
        penalties = [(one["text"], one["inherited"]) for one in sections.get("penalties", ())]
        assert penalties == [(one.clause.text, one.inherited) for one in lists.listed("penalties")]
        assert [one["title"] for one in sections.get("rules", ())] == [one.rule.title for one in lists.rules]


def test_relations_are_known_from_both_ends(library: Library) -> None:
    """A clause that is covered, or kept apart, says so on its own page too, with the reason that was recorded."""
    covers = [(one, decision) for one in library.clauses.values() for decision in one.covers]
    apart = [(one, decision) for one in library.clauses.values() for decision in one.distinct_from]
    assert covers
    assert apart
    for clause, decision in covers:
        assert (clause, decision.reason) in library.covered_by(decision.id)
    for clause, decision in apart:
        assert (clause, decision.reason) in library.distinct_from(decision.id)
        assert (library.clauses[decision.id], decision.reason) in library.distinct_from(clause.id)
