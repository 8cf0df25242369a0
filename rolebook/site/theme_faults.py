"""What a template of the site does wrong, said with the template's file and line."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError

from rolebook.bounded_jinja import places, told
from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.problem import Problem
from rolebook.supplied import SITE_TEMPLATES, supplied


@contextmanager
def theme_faults(root: Path) -> Iterator[None]:
    """Whatever goes wrong inside a template becomes a Problem that says where; what goes wrong elsewhere passes."""
    try:
        yield
    except Problem:
        raise
    except TemplateSyntaxError as problem:
        raise Problem(theme_fault(root, problem.filename, problem.lineno, problem.message or "")) from problem
    except Exception as problem:  # a template can raise anything: it divides by zero, adds a text to a number
        place = _deepest_template(root, problem)
        if place is None and not isinstance(problem, JinjaError):
            raise
        file, line = place or (None, 1)
        said = told(problem).zh if isinstance(problem, JinjaError) else str(problem)
        raise Problem(theme_fault(root, file, line, said or type(problem).__name__)) from problem


def _deepest_template(root: Path, problem: BaseException) -> tuple[str, int] | None:
    """The template's file and line where the error arose.

    Of templates that call each other without end, the place that was passed most often.
    """
    folder = supplied(SITE_TEMPLATES, root)
    passed = places(
        problem.__traceback__, lambda file: Path(file).suffix == ".html" and Path(file).is_relative_to(folder)
    )
    if isinstance(problem, RecursionError) and passed:
        return Counter(passed).most_common(1)[0][0]
    return passed[-1] if passed else None


def theme_fault(root: Path, file: str | None, line: int, problem: str) -> Finding:
    """That the file of a theme, or the settings, cannot be used."""
    path = Path(file or supplied(SITE_TEMPLATES, root))
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return error(
        "broken-theme", Position(name, max(line, 1), 1), f"模板或设置有误：{problem}", f"broken theme: {problem}"
    ).mend("改正这个文件，或恢复原来的版本。原有网站未改动。", "Mend the file or restore it. The old site stands.")
