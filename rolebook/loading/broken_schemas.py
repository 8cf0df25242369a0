"""That the schemas cannot be used: a fault of the installation, or of whoever adapted them."""

from rolebook.findings.finding import Position, error
from rolebook.findings.problem import Problem
from rolebook.supplied import SCHEMAS


class BrokenSchemas(Problem):
    """The schemas cannot be used. `en` is given where the reason is not the same in both languages."""

    def __init__(self, zh: str, en: str = "") -> None:
        super().__init__(
            error(
                "damaged-installation",
                Position(SCHEMAS, 1, 1),
                f"安装不完整：无法读取 schemas 中的文件（{zh}）",
                f"damaged installation: {en or zh}",
            ).mend("重新取回 schemas 文件夹，或用 --root 指明手册的根文件夹。", "Restore schemas/, or give --root.")
        )
