"""The exception that stops a command. It holds what the user is told; `stopped` in cli/terminal.py shows it."""

from rolebook.findings.finding import Finding
from rolebook.words.wording import Wording


class Problem(Exception):
    """A command cannot go on: its findings are shown, then the sentence `said`, and the exit code is 1.

    Raised where the trouble is noticed, and caught on the way only by code that has something better to do about it.
    `quoted`: whether the lines that the findings name are shown with them. They are not where the files on disk are not
    those that the findings speak of.
    """

    def __init__(self, *findings: Finding, said: Wording | None = None, quoted: bool = True) -> None:
        sentences = [f"{finding.at.file}:{finding.at.line}: {finding.message.en}" for finding in findings]
        super().__init__("; ".join([*sentences, *([said.en] if said else [])]))
        self.findings = findings
        self.said = said
        self.quoted = quoted


class Refusal(Problem):
    """A command does not do what was asked for, as one sentence says in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(said=Wording(zh, en))


class Misuse(Refusal):
    """Wrong use of the command line; the exit code is 2."""
