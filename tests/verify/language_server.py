"""A small client of yaml-language-server: opens files, and asks what the editor would show."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Message = dict[str, Any]


class LanguageServer:
    """One running server over one folder, with the settings of that folder's .vscode."""

    def __init__(self, program: Path, root: Path, settings: Mapping[str, Any]) -> None:
        command = ["node", str(program), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._settings = settings
        self._root = root
        self._numbers = iter(range(1, 1_000_000))
        folder = {"uri": root.as_uri(), "name": root.name}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        self._ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self._send({"method": "initialized", "params": {}})

    def close(self) -> None:
        """End the server."""
        self._ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.communicate(timeout=20)

    def diagnostics(self, name: str) -> list[Message]:
        """What the server finds wrong with a file as it stands in the folder."""
        found = self._open(name)
        self._close(name)
        return found

    def completions(self, name: str, line: int, column: int) -> list[Message]:
        """What may be completed at a place (from 1)."""
        answer = self._at("textDocument/completion", name, line, column)
        items: list[Message] = answer["items"]
        return items

    def hover(self, name: str, line: int, column: int) -> str:
        """What is shown where the pointer rests (from 1)."""
        answer = self._at("textDocument/hover", name, line, column)
        return str(answer["contents"]["value"]) if answer else ""

    def _at(self, method: str, name: str, line: int, column: int) -> Any:
        self._open(name)
        place = {"line": line - 1, "character": column - 1}
        answer = self._ask(method, {"textDocument": {"uri": self._uri(name)}, "position": place})
        self._close(name)
        return answer

    def _uri(self, name: str) -> str:
        return (self._root / name).as_uri()

    def _open(self, name: str) -> list[Message]:
        """Open a file; what is wrong with it."""
        text = (self._root / name).read_bytes().decode("utf-8", "replace")
        document = {"uri": self._uri(name), "languageId": "yaml", "version": next(self._numbers), "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return self._published(name)

    def _close(self, name: str) -> None:
        """Close a file; the server then takes back what it found."""
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": self._uri(name)}}})
        assert self._published(name) == []

    def _published(self, name: str) -> list[Message]:
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self._uri(
                name
            ):
                found: list[Message] = message["params"]["diagnostics"]
                return found

    def _ask(self, method: str, params: Any) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _next(self) -> Message:
        """The next message; questions of the server are answered on the way."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server is gone"
        message: Message = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: Message) -> Any:
        if message["method"] == "workspace/configuration":
            return [self._settings.get(item["section"]) for item in message["params"]["items"]]
        return None


def section(settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The part of VS Code's settings that the server asks for: `yaml.format.enable` as {"format": {"enable": …}}."""
    found: dict[str, Any] = {}
    for key, value in settings.items():
        first, *steps = key.split(".")
        if first == name and steps:
            inner = found
            for step in steps[:-1]:
                inner = inner.setdefault(step, {})
            inner[steps[-1]] = value
    return found
