"""How the sample's clauses differ from their lines."""

from rolebook.model.library import Library
from rolebook.site.marks import quotations


def test_real_clauses_strike_out_only_what_was_left_out(library: Library) -> None:
    """Three leave out a whole stretch of their line: a web page's title, a subject, a spoilt sentence."""
    long = {
        clause.id
        for clause in library.clauses.values()
        for quoted in quotations(library, clause)
        for stretch in quoted.stretches
        if stretch.kind == "delete" and len(stretch.text) >= 12
    }
    assert long == {"manage-sales-files", "lead-project-sales", "sign-contracts-and-recover-payments"}
