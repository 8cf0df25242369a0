"""Every role of the sample, written into the collection form and read back, says the same."""

from rolebook.importing.form.differences import differences
from rolebook.importing.form.posts import post_of
from rolebook.importing.form.reading import read_form
from rolebook.importing.form.writing import workbook
from rolebook.importing.readers import read
from rolebook.model.library import Library


def test_every_role_reads_as_it_was_written(library: Library) -> None:
    roles = [role for role in library.roles.values() if role.status != "retired"]
    assert len(roles) > 20
    form = read_form(read("form.xlsx", workbook(library, roles)))
    found = differences(form, library)
    assert not form.faults.found
    assert (found.facts, found.fields, found.lists, found.absent) == ([], {}, {}, [])
    assert {id_: post.said() for id_, post in found.posts.items()} == {
        role.id: post_of(library, role).said() for role in roles
    }
