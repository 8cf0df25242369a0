"""Typst templates that ask the network, that never end, that take all memory, or that are badly saved."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import COMPANY, REPOSITORY, Result, Run

Sheet = Callable[..., Result]


@pytest.fixture
def sheet(tmp_path: Path, run: Run) -> Sheet:
    """Makes a sheet with other templates: file name → text or bytes, put before what stands in the file."""

    def make(**files: str | bytes) -> Result:
        root = tmp_path / "root"
        shutil.copytree(COMPANY / "content", root / "content")
        shutil.copytree(REPOSITORY / "templates/sheet", root / "templates/sheet")
        for name, text in files.items():
            file = root / f"templates/sheet/{name}.typ"
            data = text.encode() if isinstance(text, str) else text
            file.write_bytes(data + (file.read_bytes() if file.exists() else b""))
        return run("--root", root, "sheet", "销售代表", "--out", tmp_path / "out")

    return make


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What reaches a proxy that all requests are told to take."""
    requests: list[bytes] = []
    with socket.socket() as proxy:
        proxy.bind(("127.0.0.1", 0))
        proxy.listen()

        def listen() -> None:
            try:
                while True:
                    request, _ = proxy.accept()
                    requests.append(request.recv(1000))
                    request.close()
            except OSError:  # the test is over
                return

        threading.Thread(target=listen, daemon=True).start()
        for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        yield requests
        proxy.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "files",
    [
        {"sheet": '#import "@preview/x:1.0.0"\n'},
        {"sheet": '#import "@pre" + "view/x:1.0.0"\n'},
        {"sheet": '#let url = "https://example.org"; #import "@preview/x:1.0.0"\n'},
        {"sheet": '#eval("import \\"@pre" + "view/x:1.0.0\\"")\n'},
        {"sheet": '#include "other.typ"\n', "other": '\n#include ("@pre" + "view/x:1.0.0")\n'},
        {"sheet": '#dictionary(std).at("ev" + "al")("import \\"@pre" + "view/x:1.0.0\\"")\n'},
    ],
    ids=["plain", "put together", "behind an address", "eval", "included", "eval by another name"],
)
def test_no_template_reaches_the_network(files: dict[str, str | bytes], sheet: Sheet, asked: list[bytes]) -> None:
    shown = sheet(**files)
    assert shown.code == 1
    assert "模板所用的包 preview/x/1.0.0 需从网上下载" in shown.err
    assert "broken-template" in shown.err
    assert asked == []


@pytest.mark.parametrize(
    "loop",
    [
        '#let x = "x" * 4000000000\n',
        pytest.param(
            "#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }\n", marks=pytest.mark.soak
        ),
    ],
    ids=["memory", "time"],
)
def test_a_template_that_runs_away_is_stopped(loop: str, sheet: Sheet, tmp_path: Path) -> None:
    shown = sheet(sheet=loop)
    assert shown.code == 1
    assert "排版所用的时间或内存太多，已停止" in shown.err
    assert "Traceback" not in shown.err
    assert not list((tmp_path / "out").glob("*"))


def test_a_template_saved_as_gbk_is_a_finding_with_its_line(sheet: Sheet) -> None:
    shown = sheet(sheet="\n\n// 示例注释\n".encode("gbk"))
    assert shown.code == 1
    assert "templates/sheet/sheet.typ:3:1: 错误：岗位说明书的模板有误：文件不是 UTF-8 编码" in shown.err
