"""A template of the sheets that cannot be used, said as a finding."""

from rolebook.findings.finding import Finding
from rolebook.findings.problem import Problem


class BrokenTemplate(Problem):
    """The template is at fault, or missing; `finding` says where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding, quoted=False)
        self.finding = finding
