"""The settings of a library as objects: content/library.yaml, sheet.yaml and taxonomy.yaml. See assembly.py."""

from typing import Any

from rolebook.loading.written_at import extent
from rolebook.model.settings import (
    Company,
    Everyday,
    ListedHeading,
    ListedTitle,
    PaperSettings,
    Same,
    Settings,
    SheetSettings,
    Taxonomy,
    Term,
)
from rolebook.words.text import normal_form
from rolebook.yamltext.document import YamlDocument


def settings(document: YamlDocument) -> Settings:
    """content/library.yaml."""
    value = document.value
    companies = enumerate(value.get("companies", ()))
    made = tuple(Company(**one, at=document.at(("companies", number, "id"))) for number, one in companies)
    return Settings(**{**value, "companies": made})


def sheet_settings(document: YamlDocument) -> SheetSettings:
    """content/sheet.yaml."""
    value = document.value
    keys = ("sections", "publish", "withhold", "probation_standards")
    lists: dict[str, Any] = {key: tuple(value[key]) for key in keys if key in value}
    papers = tuple(_paper(document, number) for number in range(len(value.get("papers", ()))))
    titles = enumerate(value.get("titles", ()))
    headings = enumerate(value.get("headings", ()))
    made = {
        "papers": papers,
        "titles": tuple(ListedTitle(**one, at=document.at(("titles", number, "title"))) for number, one in titles),
        "headings": tuple(
            ListedHeading(**one, at=document.at(("headings", number, "heading"))) for number, one in headings
        ),
        "sections_at": {
            name: document.at(("sections", number)) for number, name in enumerate(value.get("sections", ()))
        },
        "logo_at": extent(document, ("logo",)),
    }
    return SheetSettings(**{**value, **lists, **made})


def _paper(document: YamlDocument, number: int) -> PaperSettings:
    value = document.value["papers"][number]
    lists = {key: tuple(value[key]) for key in ("sections", "signatures") if key in value}
    return PaperSettings(**{**value, **lists, "at": document.at(("papers", number, "id"))})


def taxonomy(document: YamlDocument) -> Taxonomy:
    """content/taxonomy.yaml."""
    value = document.value
    industries, levels, themes = (
        tuple(Term(**term) for term in value[key]) for key in ("industries", "levels", "themes")
    )
    groups = [{"words": one} if isinstance(one, str) else one for one in value.get("synonyms", ())]
    searched = [number for number, one in enumerate(groups) if "kind" not in one]
    same = tuple(
        Same(tuple(filter(None, map(normal_form, _parted(one["words"])))), one.get("kind", ""))
        for one in groups
        if one.get("same") or "kind" in one
    )
    said = enumerate(value.get("everyday", ()))
    return Taxonomy(
        industries,
        levels,
        themes,
        tuple(_parted(groups[number]["words"]) for number in searched),
        tuple(document.at(("synonyms", number)) for number in searched),
        tuple(Everyday.of(line, document.at(("everyday", number))) for number, line in said),
        same,
    )


def _parted(words: str) -> tuple[str, ...]:
    return tuple(words.split("、"))
