"""DOC, the format of Word up to 2003: converted by LibreOffice where it is installed, then read as any Word file.

LibreOffice runs with a profile of its own that it cannot keep, without macros, and is told of no way to the network.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.readers import word
from rolebook.importing.readers.office import package

_PATIENCE = 120
"""Seconds; a document takes some five, the first one on a machine some more."""
_PLACES = (r"C:\Program Files\LibreOffice\program\soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_NOWHERE = "http://127.0.0.1:9"
"""Where it is told to send all that goes to the network: the port of this machine that takes nothing."""
_WORD_BEGINS = b"\xec\xa5"
_ENCRYPTED = 0x0100
"""In the flags of the header of a Word file ([MS-DOC] 2.5.2)."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def read(name: str, data: bytes) -> Document:
    """A document in the old format of Word. Raises DocumentRefused, also where there is no LibreOffice."""
    if data[512:514] == _WORD_BEGINS and int.from_bytes(data[522:524], "little") & _ENCRYPTED:
        raise DocumentRefused(
            "这个 Word 文件有密码，请打开后取消密码，另存为 .docx 再试。",
            "This Word file has a password; save it as .docx without one.",
        )
    program = shutil.which("soffice") or next((place for place in _PLACES if Path(place).is_file()), None)
    if program is None:
        raise DocumentRefused(
            "这是旧格式的 Word 文件（.doc），请用 Word 或 WPS 另存为 .docx 再试；或者安装 LibreOffice，就能直接读取。",
            "It is in the old format of Word (.doc): save it as .docx, or install LibreOffice, which reads it.",
        )
    converted = _converted(program, data)
    if converted is None:
        raise DocumentRefused(
            "LibreOffice 没能转换这个 .doc 文件，它可能已损坏；请用 Word 或 WPS 打开，另存为 .docx 再试。",
            "LibreOffice could not convert this .doc file, which may be damaged; open it and save it as .docx.",
        )
    document = word.read(name, converted)
    with package(converted, "Word") as archive:
        return replace(document, extractor=f"{_made_by(archive)}, {document.extractor}")


def _converted(program: str, data: bytes) -> bytes | None:
    """The document as DOCX; None where that fails or takes too long."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        original, profile, made = folder / "document.doc", folder / "profile", folder / "made"
        original.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(original)]
        environment = os.environ | {
            name: _NOWHERE for proxy in ("http_proxy", "https_proxy", "all_proxy") for name in (proxy, proxy.upper())
        }
        process = subprocess.Popen(  # noqa: S603  # no shell: LibreOffice of this machine, and names that we chose
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)
        result = made / "document.docx"
        return result.read_bytes() if result.is_file() else None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and what it started: LibreOffice is a script that starts another."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _made_by(archive: ZipFile) -> str:
    """`LibreOffice 7.4.7.2`, as the converted file says itself."""
    info = archive.NameToInfo.get("docProps/app.xml")
    told = archive.read(info)[:2000] if info else b""
    found = re.search(rb"<Application>LibreOffice/([0-9.]+)", told)
    return f"LibreOffice {found[1].decode('ascii')}" if found else "LibreOffice"
