"""Why a picture cannot be used."""

from rolebook.words.wording import Wording


class Fault(Exception):
    """What is wrong with a picture, and how to mend it; line and column count from 1."""

    def __init__(self, message: Wording, hint: Wording, line: int = 1, column: int = 1) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint
        self.line = max(line, 1)
        self.column = max(column, 1)
