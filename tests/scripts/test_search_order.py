"""How the search ranks what it finds, on a few made-up entries: see the head of ranking.js."""

from collections.abc import Sequence
from typing import Any

from .node import evaluate

SCRIPTS = ["normal-form.js", "ranking.js", "gathered.js", "borders.js", "edits.js", "texts.js", "match.js"]
ROLE, DEPARTMENT, DUTY, RULE = 0, 1, 2, 4
SYLLABLES = {
    "chu": "出处",
    "han": "函",
    "he": "和合",
    "hu": "户护",
    "ke": "客课",
    "kuai": "会块",
    "hui": "会汇",
    "lve": "略掠",
    "nv": "女",
    "shou": "售收",
    "sou": "搜",
    "su": "诉",
    "tong": "同",
    "tou": "投",
    "xi": "西",
    "xian": "先",
    "an": "安",
}


def entry(kind: int, text: str, *names: str, id_: str = "", context: str = "") -> list[Any]:
    """An entry of the search's data whose id is its text."""
    return [kind, id_ or text, "x.html", text, list(names), "", [], context]


def answers(
    entries: Sequence[list[Any]], *queries: str, rules: int | None = None, synonyms: Sequence[Sequence[str]] = ()
) -> list[Any]:
    """The ids of what each query finds, in order; after a `~` where it is merely alike."""
    data = {
        "entries": list(entries),
        "rules": len(entries) if rules is None else rules,
        "kinds": [],
        "facets": [],
        "syllables": SYLLABLES,
        "synonyms": [list(group) for group in synonyms],
        "variants": {"帐": "账"},
    }
    code = """(() => {
      const finder = rolebookMatch.index(input.data);
      return input.queries.map((query) => {
        const { hits, near } = finder.search(query);
        return [...(near && hits.length ? ["~"] : []), ...hits.map((hit) => input.data.entries[hit.entry][1])];
      });
    })()"""
    found: list[Any] = evaluate(SCRIPTS, code, {"data": data, "queries": queries})
    return found


def test_the_place_of_a_hit_decides_before_its_length() -> None:
    entries = [
        entry(DUTY, "每月汇报，并参加各种计划工作。"),
        entry(DUTY, "每月汇报，计划工作。"),
        entry(DUTY, "计划工作要每月汇报并且归档。"),
        entry(DUTY, "计划。"),
        entry(ROLE, "别名有", "高级计划"),
        entry(ROLE, "高级计划员"),
        entry(ROLE, "计划员"),
        entry(ROLE, "别名即", "计划"),
        entry(ROLE, "计划"),
    ]
    assert answers(entries, "计划") == [
        [
            "计划",
            "别名即",
            "计划员",
            "高级计划员",
            "别名有",
            "计划。",
            "计划工作要每月汇报并且归档。",
            "每月汇报，计划工作。",
            "每月汇报，并参加各种计划工作。",
        ]
    ]


def test_at_equal_places_rules_stand_last_then_the_shorter_text_first_then_the_order_of_the_data() -> None:
    entries = [
        entry(DUTY, "积极开发客户，维护客户关系。"),
        entry(DUTY, "积极开发客户甲。"),
        entry(DUTY, "积极开发客户乙。"),
        entry(RULE, "要开发客户。", id_="files#scope"),
        entry(RULE, "开发客户须登记。", id_="files#records"),
    ]
    assert answers(entries, "开发客户", rules=3) == [
        ["积极开发客户甲。", "积极开发客户乙。", "积极开发客户，维护客户关系。", "files#scope", "files#records"]
    ]


def test_what_is_written_stands_before_synonyms_and_these_before_pieces() -> None:
    entries = [
        entry(DUTY, "投诉的客户由专人处理回访。"),
        entry(DUTY, "及时处理客诉。"),
        entry(DUTY, "每月统计并且及时处理客户投诉。"),
    ]
    found = answers(entries, "客户投诉", synonyms=[("客户投诉", "客诉")])
    assert found == [["每月统计并且及时处理客户投诉。", "及时处理客诉。", "投诉的客户由专人处理回访。"]]


def test_letters_are_sounds_whole_or_unfinished_and_first_letters_of_titles() -> None:
    entries = [entry(ROLE, "客户投诉员"), entry(DUTY, "处理客户投诉。"), entry(ROLE, "西安销售")]
    assert answers(entries, "kehutousu", "kehut", "KeHu TouSu", "kht", "ke'hu", "xi'an", "xian") == [
        ["客户投诉员", "处理客户投诉。"],
        ["客户投诉员", "处理客户投诉。"],
        ["客户投诉员", "处理客户投诉。"],
        ["客户投诉员"],
        ["客户投诉员", "处理客户投诉。"],
        ["西安销售"],
        ["西安销售"],
    ]


def test_every_reading_of_a_character_counts_and_v_stands_for_the_u_with_dots() -> None:
    entries = [entry(DUTY, "会"), entry(DUTY, "女"), entry(DUTY, "略")]
    queries = ("hui", "kuai", "nv", "nü", "lve", "lue", "lüe")
    assert answers(entries, *queries) == [["会"], ["会"], ["女"], ["女"], ["略"], ["略"], ["略"]]


def test_sounds_that_many_mix_up_count_only_where_nothing_is_found() -> None:
    assert answers([entry(DUTY, "售出")], "soucu", "shouchu") == [["~", "售出"], ["售出"]]


def test_a_wrong_character_of_the_same_sound_is_forgiven_where_one_is_right() -> None:
    entries = [entry(DUTY, "客户投诉。")]
    assert answers(entries, "课户投诉", "课护", "课护投") == [["~", "客户投诉。"], [], ["~", "客户投诉。"]]


def test_one_slip_is_forgiven_in_four_characters_and_never_in_digits() -> None:
    entries = [entry(DUTY, "签订销售合同。"), entry(DUTY, "考核50元。")]
    slips = ("签订销货合同", "签订销合同", "签订销销售合同", "签订售销合同", "签销", "考核60元")
    expected = [["~", "签订销售合同。"]] * 4 + [[], []]
    assert answers(entries, *slips) == expected


def test_words_may_stand_in_any_order_and_the_further_ones_may_say_whose_it_is() -> None:
    entries = [
        entry(DUTY, "签订合同。", context="销售部、销售代表"),
        entry(DUTY, "归档合同。", context="行政部、文员"),
    ]
    assert answers(entries, "合同 签订", "合同 文员", "文员") == [["签订合同。"], ["归档合同。"], []]


def test_marks_are_places_in_the_text_as_it_is_written() -> None:
    data = {
        "entries": [entry(DUTY, "处理“ＫＰＩ 指标”，销售台帐。")],
        "rules": 1,
        "kinds": [],
        "facets": [],
        "syllables": SYLLABLES,
        "synonyms": [],
        "variants": {"帐": "账"},
    }
    code = """(() => {
      const finder = rolebookMatch.index(input);
      return ["kpi指标", "台账"].map((query) => {
        const { text, from, to } = finder.shown(finder.search(query).hits[0].marks[0]);
        return text.slice(from, to);
      });
    })()"""
    assert evaluate(SCRIPTS, code, data) == ["ＫＰＩ 指标", "台帐"]
