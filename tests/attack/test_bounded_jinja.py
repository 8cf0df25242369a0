"""What the templates of the sheets and of the site have in common: nothing grows or goes on without being counted."""

import shutil
from pathlib import Path

from tests.attack.limits import limited
from tests.conftest import REPOSITORY

SMALLEST = REPOSITORY / "tests/smallest"

WORTH_A_THOUSAND = "(" + "1, " * 1_000 + ")"
RUN = """
import sys
from rolebook.cli import main
sys.exit(main(sys.argv[1:]))
"""
LOOPS = f"{{% for a in {WORTH_A_THOUSAND} %}}" * 4 + "{% endfor %}" * 4


def test_loops_over_constants_are_counted(tmp_path: Path) -> None:
    """Else they would be worked out while the template is compiled, and go round uncounted when it is filled in."""
    shutil.copytree(SMALLEST, tmp_path / "root")
    shutil.copytree(REPOSITORY / "templates", tmp_path / "root/templates")
    file = tmp_path / "root/templates/site/role.html"
    text = file.read_text("utf-8")
    file.write_text(text.replace("{% block content %}", "{% block content %}" + LOOPS, 1), "utf-8")
    done = limited(RUN, "--root", tmp_path / "root", "check", memory=1_500_000_000, seconds=40)
    assert done.returncode == 1
    assert "templates/site/role.html" in done.stdout
    assert "[broken-theme]" in done.stdout


def test_a_filter_may_stand_in_for_what_is_not_there() -> None:
    """`default` is asked about values that are undefined, which have no length to count."""
    script = """
from rolebook.sheets.template_language import TemplateLanguage
language = TemplateLanguage()
tree = language.understood("{{ nowhere | default('示例') }}", "sheet.html")
print(ascii(language.filled(language.compiled(tree, "sheet.html"), {})))
"""
    assert limited(script, memory=1_000_000_000, seconds=20).stdout.strip() == ascii("示例")
