"""Makes the guide's pictures anew: what a terminal really shows, drawn by Chromium. `python -m tests.site.pictures`."""

import html
import re
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import chromium
from tests.conftest import REPOSITORY
from tests.test_formats import on_a_terminal
from tests.test_new import talk

PICTURES = REPOSITORY / "templates" / "pages" / "pictures"
_COLOURS = {"1;31": "#d9534f", "1;33": "#c98a1b", "1;36": "#2a8f8f", "1": "#f2efe8", "32": "#7fae6d"}
_STYLE = """
body { margin: 0; display: inline-block; background: #1c1b19; }
pre { margin: 0; padding: 18px 22px; color: #cfc9bd; font: 15px/1.6 "Noto Sans Mono CJK SC", monospace; }
"""


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root = Path(folder) / "handbook"
        for name in ("content", "schemas"):
            shutil.copytree(REPOSITORY / name, root / name)
        page = browser.new_page(viewport={"width": 900, "height": 600}, device_scale_factor=1.5)
        _, asked = talk(root, "duty", "开发新客户，与现有客户保持良好关系\n", "\x03")
        _draw(page, "new.png", f"> python build.py new duty\n{_first_lines(asked, 8)}")
        file = next(
            path
            for path in (root / "content/duties").iterdir()
            if "id: develop-new-customers\n" in path.read_text("utf-8")
        )
        file.write_text(file.read_text("utf-8").replace("  text: 开发新客户并", "  text：开发新客户并", 1), "utf-8")
        said = on_a_terminal(root).split("\n\n")
        _draw(page, "check.png", f"> python build.py check\n{said[0]}\n\n{said[-1].splitlines()[0]}")


def _first_lines(text: str, number: int) -> str:
    return "\n".join(text.replace("\r\n", "\n").splitlines()[:number])


def _draw(page: Page, name: str, text: str) -> None:
    """A terminal's text, its colours as colours, into a PNG of few colours."""
    marked = html.escape(text)
    for code, colour in _COLOURS.items():
        marked = re.sub(rf"\x1b\[{code}m(.*?)\x1b\[0m", rf'<span style="color:{colour}">\1</span>', marked)
    page.set_content(f"<style>{_STYLE}</style><body><pre>{marked}</pre></body>")
    picture = Image.open(BytesIO(page.locator("body").screenshot()))
    picture.quantize(24).save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
