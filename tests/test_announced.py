"""A changed amount, and whatever else binds people, is on no paper and no page before it is announced or approved."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rolebook.cli import main
from rolebook.exports.tables import as_json
from rolebook.history.addendum import Difference, differences_of
from rolebook.history.announced import GUARDED, as_announced, on_paper, sensitive_changes
from rolebook.history.releases import Release, read_release
from rolebook.model.library import Library
from rolebook.model.role_content import Entries
from rolebook.model.snapshot import entries_for
from rolebook.sheets.hires.hire import Hire
from rolebook.sheets.printed import RolePages, printed
from rolebook.site.handbook import Handbook
from tests.conftest import COMPANY, Run, library_of, places, root_with

WHY = ("--by", "人力资源部（示例）", "--reason", "示例", "--date", "2026-11-20")
OPERATIONS = "content/penalties/operations.yaml"
SALES = "content/penalties/sales.yaml"


def _sub(name: str, *pairs: tuple[str, str]) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        path = root / name
        text = path.read_text("utf-8")
        for old, new in pairs:
            assert re.search(old, text, re.DOTALL), (name, old)
            text = re.sub(old, new, text, count=1, flags=re.DOTALL)
        path.write_text(text, "utf-8")

    return edit


def _both(*edits: Callable[[Path], object]) -> Callable[[Path], None]:
    def every(root: Path) -> None:
        for edit in edits:
            edit(root)

    return every


def _redirected(root: Path) -> None:
    with (root / "content/redirects.yaml").open("a", encoding="utf-8") as file:
        file.write("wrong-price-tag: wrong-tag\n")


MANAGER = "content/roles/store-manager.yaml"
ORIGIN = "origin:\n      decided: 2026-11-21\n      by: 示例\n      reason: 示例"
NEW = """\
- id: late-opening
  text: 开门晚于营业时间的，一次罚款60元。
  origin:
    decided: 2026-11-21
    by: 示例
    reason: 示例
  violations:
    - 开门晚于营业时间
  sanctions:
    - kind: money
      amount: 60
      unit: CNY
      wording: 罚款60元
      basis: fine
  per: [occurrence]
"""


def _added(root: Path) -> None:
    with (root / OPERATIONS).open("a", encoding="utf-8") as file:
        file.write(NEW)


def _released_again(root: Path) -> None:
    assert main(["--root", str(root), "release", "1.1", *WHY[:-1], "2026-11-25"]) == 0


def _waived(root: Path) -> None:
    """Excuses the change of the price tags as it is now, and nothing else."""
    (found,) = sensitive_changes(root, library_of(root))
    mark = re.search(r'fingerprint: "([0-9a-f]{12})"', found.hint.zh)
    assert mark
    who = "reason: 示例\n      by: 示例\n      date: 2026-11-21"
    waiver = f'rule: sensitive-change\n      {who}\n      fingerprint: "{mark[1]}"\n'
    _sub(OPERATIONS, (r"(- id: wrong-price-tag\n)", rf"\1  waivers:\n    - {waiver}"))(root)
    assert list(sensitive_changes(root, library_of(root))) == []


OLD_WAIVER = (
    r"(- id: wrong-price-tag\n)",
    r"\1  waivers:\n    - rule: sensitive-change\n      reason: 示例\n      by: 示例\n      date: 2026-01-01\n",
)
HIGHER = (("扣绩效20元，", "扣绩效60元，"), ("amount: 20\n(.*?)扣绩效20元", r"amount: 60\n\1扣绩效60元"))
ATTEMPTS: dict[str, Callable[[Path], None]] = {
    "text, amount and wording": _sub(OPERATIONS, *HIGHER),
    "the amount alone": _sub(OPERATIONS, ("amount: 20\n", "amount: 60\n")),
    "the wording alone": _sub(OPERATIONS, ("wording: 扣绩效20元", "wording: 扣绩效60元")),
    "the text alone": _sub(OPERATIONS, ("每项扣绩效20元", "每项扣绩效60元")),
    "in Chinese numerals": _sub(OPERATIONS, ("每项扣绩效20元", "每项扣绩效六十元"), ("扣绩效20元", "扣绩效六十元")),
    "another unit": _sub(OPERATIONS, ("amount: 20\n( +)unit: CNY", r"amount: 20\n\1unit: percent\n\1base: 当月绩效")),
    "another cap": _sub(OPERATIONS, ("cap: 100", "cap: 500"), ("不超过100元", "不超过500元")),
    "no cap": _sub(OPERATIONS, (" +cap: 100\n", ""), ("，当月累计不超过100元", "")),
    "a range": _sub(OPERATIONS, ("amount: 20\n", "min: 20\n      max: 60\n")),
    "by person and not by item": _sub(OPERATIONS, (r"per: \[item\]", "per: [person]")),
    "one more sanction": _sub(
        OPERATIONS, ("(wording: 扣绩效20元\n +basis: performance\n)", r"\1    - kind: dismissal\n      wording: 辞退\n")
    ),
    "one more violation": _sub(OPERATIONS, ("(    - 价签与实际售价不符\n)", r"\1    - 未穿工服\n")),
    "renamed at once, with a redirect": _both(
        _sub(OPERATIONS, ("wrong-price-tag", "wrong-tag"), *HIGHER),
        _sub("content/roles/store-manager.yaml", ("wrong-price-tag", "wrong-tag")),
        _redirected,
    ),
    "deleted and written anew": _both(
        _sub(OPERATIONS, ("wrong-price-tag", "tag-trouble"), *HIGHER),
        _sub("content/roles/store-manager.yaml", ("wrong-price-tag", "tag-trouble")),
    ),
    "moved into another file": _both(
        _sub(OPERATIONS, *HIGHER),
        lambda root: (root / OPERATIONS).rename(root / "content/penalties/store.yaml"),
    ),
    "points": _sub(OPERATIONS, ("每次扣2分", "每次扣8分"), ("amount: 2\n(.*?)扣2分", r"amount: 8\n\1扣8分")),
    "a percentage": _sub(OPERATIONS, ("工资的20%。", "工资的60%。"), ("工资的20%\n", "工资的60%\n")),
    "through the department": _sub(SALES, ("一次罚款50元，", "一次罚款90元，"), ("amount: 50\n", "amount: 90\n")),
    "an old approval": _both(
        _sub(OPERATIONS, *HIGHER),
        _sub("content/roles/store-manager.yaml", ("date: 2026-10-26", "date: 2026-11-01")),
    ),
    "an old waiver": _sub(
        OPERATIONS,
        *HIGHER,
        OLD_WAIVER,
    ),
    "a rule": _sub("content/rules/stocktaking.yaml", ("每月最后一天盘点", "每周最后一天盘点")),
    "a new penalty": _both(_added, _sub(MANAGER, ("penalties:\n", "penalties:\n  - late-opening\n"))),
    "a new penalty through the department": _both(
        _added, _sub("content/departments/store.yaml", ("penalties:\n", "penalties:\n  - late-opening\n"))
    ),
    "a new penalty in the place of one that is retired": _both(
        _added,
        _sub(MANAGER, (r"wrong-price-tag", "late-opening")),
        _sub(OPERATIONS, (r"(- id: wrong-price-tag\n)", r"\1  retired:\n    date: 2026-11-20\n    reason: 示例\n")),
    ),
    "a new penalty released as it is": _both(
        _added, _sub(MANAGER, ("penalties:\n", "penalties:\n  - late-opening\n")), _released_again
    ),
    "an amount released as it is": _both(_sub(OPERATIONS, *HIGHER), _released_again),
    "a new item of a rule": _sub(
        "content/rules/stocktaking.yaml",
        (r"items:\n", "items:\n  - id: fine\n    text: 盘亏的罚款60元。\n    " + ORIGIN + "\n"),
    ),
    "a waiver for another change": _both(
        _sub(OPERATIONS, *HIGHER),
        _waived,
        _sub(
            OPERATIONS, ("扣绩效60元，", "扣绩效90元，"), ("amount: 60\n(.*?)扣绩效60元", r"amount: 90\n\1扣绩效90元")
        ),
    ),
}
"""Ways to bring something else onto paper, most of them an amount, without anything recorded."""
ROLES = ("store-manager", "cashier", "sales-representative", "warehouse-keeper")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up company, released on 20 November 2026; what a test edits, it puts back."""
    root = root_with(COMPANY / "content", tmp_path_factory.mktemp("announced") / "root")
    assert main(["--root", str(root), "release", "1.0", *WHY]) == 0
    return root


def papers(root: Path, library: Library) -> str:
    """What papers of the roles say, the annexes, and what else is handed out: all guarded clauses of the export."""
    library = on_paper(as_announced(library, root))
    pages = (RolePages.of(library, library.roles[id_]) for id_ in ROLES)
    made = [printed(one, Hire()) for one in pages]
    keys = ("text", "sanctions", "rewards", "violations", "per")
    exported = sorted(
        json.dumps([one.get(key) for key in keys], ensure_ascii=False)
        for one in json.loads(as_json(library))["clauses"]
        if one["kind"] in GUARDED and not one["retired"]
    )
    said = [[one["sections"], one["annex"]] for one in made]
    return json.dumps([said, exported], ensure_ascii=False)


def addenda(root: Path, library: Library) -> list[Difference]:
    """What addenda since the release print."""
    library = on_paper(as_announced(library, root))
    release = read_release(root, "1.0")
    assert isinstance(release, Release)
    old = Entries.of(release.data, release.unpublished)
    entries = {id_: entries_for(library, library.roles[id_]) for id_ in ROLES}
    return [one for id_ in ROLES for one in differences_of(old, entries[id_], id_, library.redirects, frozenset())]


def test_no_attempt_brings_a_changed_amount_onto_paper(released: Path) -> None:
    before = papers(released, library_of(released))
    shutil.copytree(released / "content", released / "kept")
    assert list(sensitive_changes(released, library_of(released))) == []
    assert len(ATTEMPTS) >= 28
    for place in places(len(ATTEMPTS)):  # every one in `make soak`
        name, attempt = list(ATTEMPTS.items())[place - 1]
        attempt(released)
        library = library_of(released)
        assert [one.rule for one in sensitive_changes(released, library)] == ["sensitive-change"], name
        after = papers(released, library)
        mark = "修改待公示(?:，这里是版本 1[.][01] 的文字)?"
        plain = re.sub(f"（{mark}）|，{mark}|{mark}", "", after)
        assert ("待公示" in after) == (not name.startswith("a new")) or name == "a rule", name
        if "retired" not in name:  # what is gone is gone, and what is new is not there yet
            assert _without_remarks(plain) == _without_remarks(before), name
            assert addenda(released, library) == [], name
        assert not re.search(r"(?<![0-9a-f])60(?![0-9a-f])|[0-9]+60(?=元|%|分)", plain), name
        shutil.rmtree(released / "content")
        shutil.copytree(released / "kept", released / "content")


def _without_remarks(text: str) -> str:
    return text.replace(', {"text": "", "remark": true}', "")


def test_what_is_recorded_is_printed(root: Path, run: Run, tmp_path: Path) -> None:
    """And what is not, stands on pages and paper as it was. Nobody approves a role that is retired."""
    _sub("content/roles/typist.yaml", ("sources:", "penalties:\n  - wrong-price-tag\nsources:"))(root)
    assert run("--root", root, "release", "1.0", *WHY).code == 0
    ATTEMPTS["text, amount and wording"](root)
    told = run("--root", root, "check").out
    assert "与版本 1.0 不同（由“扣绩效20元”改为“扣绩效60元”" in told
    assert run("--root", root, "check", "--strict").code == 1
    handbook = Handbook(root, library_of(root))
    page = dict(handbook.tracing.made(handbook.pages()))["clauses/wrong-price-tag.html"]
    assert "修改尚未公示，这里是版本 1.0 的文字" in page
    assert "60元" not in page
    assert run("--root", root, "sheet", "store-manager", "--format", "html", "--out", tmp_path).code == 0
    sheet = next(tmp_path.glob("*.html")).read_text("utf-8")
    assert "扣绩效20元" in sheet
    assert "修改待公示，这里是版本 1.0 的文字" in sheet
    role = root / "content/roles/store-manager.yaml"
    text = role.read_text("utf-8")
    assert "已有的 approval 只改日期，不再写一次：\napproval:\n  approved:\n    by: ……" in told
    assert "  waivers:\n    - rule: sensitive-change\n      reason: ……\n      by: ……\n      date: ……" in told
    _sub(OPERATIONS, OLD_WAIVER)(root)
    (found,) = sensitive_changes(root, library_of(root))
    assert "在这一条的 waivers 里加上（只适用于这一处改动；把 …… 换成您的内容）：\n    - rule:" in found.hint.zh
    for day in ("2026-11-22", "2026-11-20"):  # on the day of the release too, which does not have it
        approved = f"approval:\n  approved:\n    by: 总经理办公会\n    date: {day}\n"
        role.write_text(re.sub(r"approval:\n(?: +.*\n)+", approved, text), "utf-8")
        assert "sensitive-change" not in run("--root", root, "check").out
    assert run("--root", root, "sheet", "store-manager", "--format", "html", "--out", tmp_path).code == 0
    assert "扣绩效60元" in next(tmp_path.glob("*.html")).read_text("utf-8")


def test_another_comma_is_no_change(root: Path, run: Run) -> None:
    assert run("--root", root, "release", "1.0", *WHY).code == 0
    _sub(OPERATIONS, ("价签与实际售价不符的，每项", "价签与实际售价不符的, 每项"))(root)
    assert "sensitive-change" not in run("--root", root, "check").out


def test_what_is_new_is_marked_on_pages_and_in_nothing_that_is_handed_out(root: Path, run: Run, tmp_path: Path) -> None:
    """Not on the sheets of the form or of the page 批量, in no download and no export."""
    assert run("--root", root, "release", "1.0", *WHY).code == 0
    ATTEMPTS["a new penalty"](root)
    told = run("--root", root, "check").out
    assert "是版本 1.0 以后新增的，没有公示或批准记录；在此之前，手册标明“待公示”，文书不印" in told
    handbook = Handbook(root, library_of(root))
    pages = dict(handbook.tracing.made(handbook.pages()))
    assert "版本 1.0 以后新增，尚未公示，不印在文书上" in pages["clauses/late-opening.html"]
    assert "尚未公示" in pages["roles/store-manager.html"]
    printed_ = {
        place: data if isinstance(data, bytes) else str(data).encode()
        for place, data in handbook.tracing.made((*handbook.sheet_forms(), *handbook.data()))
        if place.startswith(("data/papers/", "data/sheets/", "sheets/", "data/library", "data/roles/", "data/clauses"))
    }
    assert {"data/papers/store-manager.js", "sheets/store-manager.html", "data/library.json"} <= printed_.keys()
    for place, data in printed_.items():
        assert "罚款60元".encode() not in data, place
    assert "处罚条款 1 条是上一个版本以后新增的，还没有公示或批准" in printed_["sheets/store-manager.html"].decode()
    told = run("--root", root, "sheet", "store-manager", "--format", "html", "--out", tmp_path).err
    assert "的处罚条款 1 条是上一个版本以后新增的，还没有公示或批准" in told
    for form in ("json", "csv"):
        out = tmp_path / f"out.{form}"
        assert run("--root", root, "export", "--format", form, "--out", out).code == 0
        assert "罚款60元" not in out.read_text("utf-8-sig"), form
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == json.loads(printed_["data/library.json"])
