"""What content/library.yaml, taxonomy.yaml and sheet.yaml set: frozen dataclasses like those of `entries.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rolebook.findings.finding import Position
from rolebook.model.records import Extent
from rolebook.words.one_word import OneWord


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a taxonomy list."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Everyday:
    """What people say where the library writes something else; `kind` is the label of the only kind it holds for."""

    words: tuple[str, ...]
    meanings: tuple[str, ...]
    kind: str = ""
    at: Position | None = field(default=None, compare=False)
    """Where content/taxonomy.yaml has it; None for what comes with Rolebook."""

    @classmethod
    def of(cls, line: str, at: Position | None = None) -> "Everyday":
        """A line as the schema's pattern allows it: `扣钱、罚钱（处罚条款）：考核、扣款`."""
        said, _, meanings = line.partition("：")
        words, _, kind = said.partition("（")
        return cls(tuple(words.split("、")), tuple(meanings.split("、")), kind.removesuffix("）"), at)


@dataclass(frozen=True, slots=True)
class Same:
    """Words that mean the same; among the clauses of one `kind` only, where that is not empty."""

    words: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The ordered lists that classify content, the synonyms, and everyday words."""

    industries: tuple[Term, ...]
    levels: tuple[Term, ...]
    themes: tuple[Term, ...]
    synonyms: tuple[tuple[str, ...], ...]
    """Those of search, one group each."""
    synonyms_at: tuple[Position, ...] = field(default=(), compare=False)
    """Where each of these groups stands."""
    everyday: tuple[Everyday, ...] = ()
    same: tuple[Same, ...] = ()
    """Words that comparing clauses takes as one."""

    def one_word(self, kind: str) -> OneWord:
        """What comparing two clauses of a kind takes as one word."""
        return OneWord(tuple(group.words for group in self.same if group.kind in {"", kind}))


@dataclass(frozen=True, slots=True)
class Company:
    """用人单位: one employer of a group, which may be the one that a hire's contract is with."""

    id: str
    name: str
    at: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """content/library.yaml."""

    title: str
    organisation: str
    companies: tuple[Company, ...] = ()
    version: str
    date: str
    site_url: str = ""
    feedback_url: str = ""
    edit_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSettings:
    """What content/sheet.yaml says of a paper (`model/papers.py`): None is nothing. `at` is its id's place."""

    id: str
    at: Position
    title: str | None = None
    letter: str | None = None
    sections: tuple[str, ...] | None = None
    statement: str | None = None
    signatures: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTitle:
    """What the company's staff lists call a role, by its id; `at` is the title's place."""

    title: str
    role: str
    at: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHeading:
    """What the company's staff lists write over a column, by its key (`sheets/hires/hire.py`); `at` is its place."""

    heading: str
    column: str
    at: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSettings:
    """content/sheet.yaml: what a role sheet holds and in which order."""

    logo: str = ""
    document_number: str = ""
    statement: str = "acknowledgement"
    statement_text: str = ""
    """The company's own words in place of those of the statement's kind; empty where it has none."""
    annex: bool = False
    """Whether the full text of the rules is printed behind each sheet, unless somebody asks for it otherwise."""
    sections: tuple[str, ...] = ()
    """Those of the job description; the others keep to this order."""
    publish: tuple[str, ...] = ()
    """Sections that the site and exports show too, of those that are else printed on sheets only."""
    withhold: tuple[str, ...] = ()
    """Sections that the site and its files never show; sheets that the command line makes do."""
    probation_standards: tuple[str, ...] = ()
    papers: tuple[PaperSettings, ...] = ()
    titles: tuple[ListedTitle, ...] = ()
    headings: tuple[ListedHeading, ...] = ()
    """How staff lists are read; nothing that is printed depends on these two."""
    sections_at: Mapping[str, Position] = field(default_factory=dict, compare=False)
    """Section → where it stands in `sections`."""
    logo_at: Extent | None = field(default=None, compare=False)
