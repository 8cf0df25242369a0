"""Rewards: printed, exported and inherited as penalties are, and never taken for one."""

import csv
import io
import json
from pathlib import Path

import lxml.html

from rolebook.exports.tables import as_csv, as_json
from rolebook.model.entries import Reward
from rolebook.model.labels import consequences
from rolebook.model.library import Library
from tests.conftest import Run, library_of

MONTHLY = "stocktaking-without-difference"


def words(page: Path, place: str) -> str:
    """The text of the first element at an XPath, without white space."""
    (element, *_) = lxml.html.parse(str(page)).xpath(place)
    return "".join("".join(element.itertext()).split())


def test_a_department_hands_its_rewards_down(library: Library) -> None:
    data = json.loads(as_json(library))
    role = next(one for one in data["roles"] if one["id"] == "store-manager")
    assert role["inherited"]["rewards"] == [MONTHLY]
    assert "rewards" not in role


def test_the_export_says_what_the_file_says(library: Library) -> None:
    data = json.loads(as_json(library))
    reward = next(one for one in data["clauses"] if one["id"] == MONTHLY)
    assert (reward["kind"], reward["achievements"], reward["per"]) == ("reward", ["盘点无差异"], ["person"])
    assert reward["rewards"][2] == {
        "kind": "leave",
        "amount": 1,
        "unit": "days",
        "condition": "连续一年的",
        "wording": "带薪假1天",
    }
    rows = csv.DictReader(io.StringIO(as_csv(library).decode("utf-8-sig")))
    (row,) = [one for one in rows if one["标识符"] == MONTHLY]
    assert (row["类别"], row["奖励情形"], row["金额"], row["单位"]) == (
        "奖励条款",
        "盘点无差异",
        "200；3；1",
        "元；分；天",
    )


def test_a_library_without_rewards_and_indicators_has_no_column_for_them(small: Path) -> None:
    for name in ("rewards", "indicators"):
        for file in (small / "content" / name).glob("*"):
            file.unlink()
    for place, keys in (
        ("departments/store.yaml", {"rewards"}),
        ("departments/supply.yaml", {"indicators"}),
        ("roles/supply-manager.yaml", {"rewards", "indicators"}),
    ):
        file = small / "content" / place
        kept, skipped = [], False
        for line in file.read_text("utf-8").splitlines():
            skipped = line.partition(":")[0] in keys or (skipped and line.startswith(" "))
            kept += [] if skipped else [line]
        file.write_text("\n".join(kept) + "\n", "utf-8")
    head = as_csv(library_of(small)).decode("utf-8-sig").splitlines()[0].split(",")
    assert not {"指标", "权重", "周期", "奖励情形", "奖励（照原文）", "计奖方式"} & set(head)
    assert head[head.index("违规情形") :][:6] == ["违规情形", "条件", "处罚（照原文）", "金额", "单位", "计罚方式"]


def print_rewards(root: Path) -> None:
    """Have the company's job description print rewards before its penalties."""
    file = root / "content/sheet.yaml"
    text = file.read_text("utf-8")
    assert text.count("      - penalties\n") == 1
    file.write_text(text.replace("      - penalties\n", "      - rewards\n      - penalties\n"), "utf-8")


def test_the_sheet_has_them_before_the_penalties(run: Run, root: Path) -> None:
    out = root / "out"
    print_rewards(root)
    assert run("--root", root, "sheet", "store-manager", "--format", "html", "--out", out).code == 0
    said = words(next(out.iterdir()), "//body")
    rewards, _, penalties = said.partition("奖励条款")[2].partition("处罚条款")
    assert "奖励200元加3分连续一年的：带薪假1天" in rewards
    assert "序号违规情形" in penalties


def test_what_an_editor_supposes_a_reward_to_be_for_is_not_printed(run: Run, root: Path) -> None:
    out = root / "out"
    print_rewards(root)
    assert run("--root", root, "sheet", "supply-manager", "--format", "html", "--out", out).code == 0
    rewards = words(next(out.iterdir()), "//section[@data-part='rewards']")
    assert "采购支出低于预算按节约额的0.5%至1%奖励" in rewards
    assert "对应职责" not in rewards


def test_a_reward_never_goes_into_a_penalty_nor_into_one_that_gives_something_else(small: Path, run: Run) -> None:
    refused = run("--root", small, "merge", MONTHLY, "no-stocktaking")
    assert refused.code == 1
    assert "一条是奖励条款，一条是处罚条款" in refused.err
    file = small / "content/rewards/operations.yaml"
    other = file.read_text("utf-8").partition("- id: purchases")[0]
    for word, more in (
        (MONTHLY, "another-reward"),
        ("连续三个月盘点", "连续三个月的盘点"),
        ("kind: bonus", "kind: honour"),
    ):
        other = other.replace(word, more, 1)
    file.write_text(file.read_text("utf-8") + other, "utf-8")
    refused = run("--root", small, "merge", "another-reward", MONTHLY)
    assert refused.code == 1
    assert "rewards 不同" in refused.err


def test_new_writes_one(small: Path, run: Run) -> None:
    options = ("--department", "supply", "--reward", "bonus", "--amount", "100", "--unit", "CNY", "--used-by", "buyer")
    decided = ("--decided", "2026-11-21", "--by", "人力资源部", "--reason", "示例", "--id", "cheaper-supplier")
    made = run("--root", small, "new", "reward", "--text", "找到更便宜的供应商，每次奖励100元。", *options, *decided)
    assert made.code == 0, made.err
    assert (small / "content/rewards/supply.yaml").read_text("utf-8").partition("  achievements:\n")[2] == (
        "    - 找到更便宜的供应商\n  rewards:\n    - kind: bonus\n      amount: 100\n      unit: CNY\n"
        "      wording: 奖励100元\n  per: [occurrence]\n"
    )
    assert "rewards:\n  - cheaper-supplier  # 找到更便宜的供应商" in (small / "content/roles/buyer.yaml").read_text(
        "utf-8"
    )


def test_what_follows_on_a_condition_is_set_apart_from_the_next_reward(library: Library) -> None:
    (reward,) = (one for one in library.clauses.values() if isinstance(one, Reward) and one.id == MONTHLY)
    assert consequences(reward.rewards) == "奖励200元；加3分；连续一年的：带薪假1天"
    assert consequences(reward.rewards[:2]) == "奖励200元、加3分"
