"""The site's settings, mkdocs.yml: what may stand there is on the list in mkdocs.schema.json, and nothing of it runs.

MkDocs itself would load hooks, plugins, other settings (`INHERIT`) and whatever a tag names. So the file is read by our
own reader first, and MkDocs is handed the bytes that were proved.
"""

from pathlib import Path

from rolebook.findings.finding import Finding, Severity, has_errors
from rolebook.loading.schema import Schemas
from rolebook.ordinary_files import read_file
from rolebook.supplied import MKDOCS, supplied
from rolebook.yamltext.document import parse
from rolebook.yamltext.encoding import MAX_BYTES


def read_settings(root: Path) -> tuple[bytes | None, tuple[Finding, ...]]:
    """What mkdocs.yml holds; None with the reasons where a site must not be built from it."""
    data = read_file(supplied(MKDOCS, root), MKDOCS, MAX_BYTES)
    if isinstance(data, Finding):
        return None, (data,)
    schemas = Schemas(Path(__file__).parent, is_proved=True)
    document, findings = parse(data, MKDOCS, schemas.families)
    if document is not None:
        findings = (*findings, *schemas.check("mkdocs", document))
    errors = tuple(found for found in findings if found.severity is Severity.ERROR)
    return (None if has_errors(errors) or document is None else data), errors
