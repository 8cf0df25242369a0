"""A template of the sheets that cannot be used, said as a finding."""

from rolebook.findings.finding import Finding


class BrokenTemplate(Exception):
    """The template is at fault, or missing; `finding` says where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding
