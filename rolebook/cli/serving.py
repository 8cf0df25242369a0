"""`serve`: the handbook in a browser while it is edited."""

import argparse
import signal
from collections.abc import Sequence
from functools import partial
from threading import Thread

from rolebook.cli.internal_error import told
from rolebook.cli.streams import finish
from rolebook.cli.terminal import DONE, Commands, complain, complain_to, say, show
from rolebook.findings.finding import Finding, Severity
from rolebook.words.wording import Wording

_PORT = 8000


def register(commands: Commands) -> None:
    """Add the arguments of this module's command."""
    commands["serve"].takes(
        "--port N",
        f"端口（默认：{_PORT}）；0 为任意空闲端口",
        f"the port (default: {_PORT}); 0: any that is free",
        type=int,
        default=_PORT,
    )
    commands["serve"].set_defaults(run=serve)


def serve(options: argparse.Namespace) -> int:
    """Show the handbook until Ctrl-C."""
    from rolebook.site.preview import Preview
    from rolebook.site.preview_server import PreviewServer

    def tell(findings: Sequence[Finding]) -> None:
        errors = [one for one in findings if one.severity is Severity.ERROR]
        if errors:
            complain(show(options, errors))
        else:
            complain_to(options, *_UP_TO_DATE)

    preview = Preview(options.root, tell, partial(_fell, options))
    try:
        server = PreviewServer(options.port, preview)
    except BaseException:
        preview.stop()
        raise
    before = signal.signal(signal.SIGTERM, _interrupt)
    serving = Thread(target=server.serve_forever, daemon=True)
    preview.start()
    serving.start()
    try:
        say(_BEGUN.in_language(options.lang).format(server.address))
        finish()
        while serving.is_alive():
            serving.join(0.5)  # Windows hears of Ctrl-C only between two waits
    except KeyboardInterrupt:
        complain_to(options, *_ENDED)
    finally:
        signal.signal(signal.SIGTERM, before)
        server.shutdown()
        server.server_close()
        preview.stop()
    return DONE


def _fell(options: argparse.Namespace, problem: Exception) -> None:
    """What nobody foresaw is told, and the preview goes on."""
    told(options, problem)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


_BEGUN = Wording(
    "手册在 {}，保存文件后页面自动更新。按 Ctrl+C 结束。",
    "The handbook is at {}: pages follow what is saved. Ctrl-C ends it.",
)
_UP_TO_DATE = Wording("页面已更新，没有错误。", "The pages are up to date; there are no errors.")
_ENDED = Wording("已结束。", "Ended.")
