"""Finds out what follows from one file alone (`facts.py`): each part as its own module says it. Pure."""

import sys
from collections.abc import Mapping

from rolebook.loading.assembly import entries_of, source_ref
from rolebook.loading.content_files import ContentFile, stamp_of, with_facts
from rolebook.loading.facts import Facts
from rolebook.loading.glosses import GLOSSED
from rolebook.loading.ids_given import ids_in
from rolebook.loading.listed_twice import listed_twice
from rolebook.loading.private_texts import private_texts
from rolebook.loading.references import is_of_lines
from rolebook.loading.schema import Reference, Schemas
from rolebook.loading.text_norms import rivals_in, text_norms
from rolebook.loading.texts import texts_of
from rolebook.yamltext.comments import attached


def with_what_follows(file: ContentFile, found: Mapping[str, tuple[Reference, ...]], schemas: Schemas) -> ContentFile:
    """The file with what follows from it alone, which is kept for the next time; `found`: its references."""
    facts = None if file.facts or file.findings else _facts(file, found[file.name], stamp_of(file, schemas))
    return file if facts is None else with_facts(file, facts, schemas)


def _facts(file: ContentFile, references: tuple[Reference, ...], stamp: str) -> Facts | None:
    """The facts of a file with these references and this stamp; None where it has faults, or data of people."""
    if file.document is None or file.findings or any(listed_twice(file, references)):
        return None
    texts = tuple(texts_of(file))
    findings = (*text_norms(file, texts), *private_texts(file, texts))
    if any(one.rule == "personal-data" for one in findings):  # what is taken out of a file must not stay anywhere
        return None
    named: dict[str, dict[str, None]] = {}
    for _, target, value in references:
        named.setdefault(target, {})[value] = None
    refs = [source_ref(value) for _, target, value in references if target == "source-line" and is_of_lines(value)]
    trailing = attached(file.document).trailing if b"#" in file.data else {}
    return Facts(
        ids=tuple(ids_in(file)),
        references={target: tuple(values) for target, values in named.items()},
        claimed=sum(max(0, ref.last - ref.first + 1) for ref in refs),
        comments=tuple(
            (value, sys.intern(trailing[path]))  # the same behind each that names it
            for path, target, value in references
            if target in GLOSSED and path in trailing
        ),
        rivals=rivals_in(file, texts),
        entries=entries_of(file),
        findings=findings,
        stamp=stamp,
    )
