"""What killed runs left behind: files half replaced are brought back, a site half swapped too, and the rest swept away.

Every command begins with it. What a living run holds is left alone, and so is whatever is not known as ours.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rolebook.findings.finding import Fault, Position, error, reason
from rolebook.findings.problem import Problem, Refusal
from rolebook.publishing.disk import flush_folder, move, move_folder
from rolebook.publishing.faults import unwritten
from rolebook.publishing.journal import Broken, Changed, read_journal, undo
from rolebook.publishing.locks import take
from rolebook.publishing.staging import (
    HOME,
    JOURNAL,
    MARKER,
    NEW,
    OLD,
    OWNER,
    RECORD,
    STAGING,
    WHOLE,
    Owner,
    clear,
    home,
    is_own_folder,
    is_own_whole,
    leave_home,
    read_owner,
    recorded_folder,
)
from rolebook.words.wording import Wording

EDITED = ("content", ".vscode/suggestions")
"""The folders of a handbook that its commands change."""
_LOCK = "lock"
_PATIENCE = 10
"""Seconds to wait for another command while it replaces files; it needs a fraction of one."""
_BUSY = Wording(
    "另一个命令正在修改这份手册，请等它结束后再试。未作任何改动。",
    "Another command is changing this handbook: try again when it has ended. Nothing was changed.",
)


@contextmanager
def editing_alone(root: Path) -> Iterator[None]:
    """Keep other commands from changing the handbook meanwhile. Raises Problem where one is at it, or none can."""
    if not (root / EDITED[0]).is_dir():
        yield  # there is nothing to change, and the command will say so
        return
    try:
        lock = take(home(root) / _LOCK, os.O_CREAT, seconds=_PATIENCE / 10)
    except OSError as problem:
        leave_home(root)
        raise Problem(unwritten(root / HOME, problem, chosen=False, root=root), quoted=False) from problem
    if lock is None:
        raise Refusal(*_BUSY)
    try:
        recover(root)  # the one that we waited for may have been killed
        yield
    finally:
        with suppress(OSError):
            lock.remove()
        lock.release()
        leave_home(root)


def recover(root: Path) -> tuple[Wording, ...]:
    """Settle whatever killed runs have left that belongs to this handbook; what was done, a line each.

    Raises Problem where an edit of content was cut off and cannot be taken back.
    """
    said: list[Wording] = []
    folder = root / HOME
    if is_own_folder(folder):
        for name in _names(folder):
            if STAGING.fullmatch(name):
                said += _settle(folder / name, root, EDITED)
            elif RECORD.fullmatch(name):
                said += _settle_recorded(folder / name)
            elif name == _LOCK:
                with suppress(OSError):
                    if lock := take(folder / name):
                        lock.remove()
        leave_home(root)
    for name in _names(root):
        if STAGING.fullmatch(name):
            said += _settle(root / name, root, ())
    return tuple(said)


def sweep_beside(out: Path, *, is_held: bool = False) -> None:
    """Settle what killed runs have left beside an output, of whatever handbook it was made.

    `is_held`: whoever asks holds the folder `out` locked.
    """
    for name in _names(out.parent):
        if STAGING.fullmatch(name):
            _settle(out.parent / name, out.parent, (), held=out if is_held else None)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _settle_recorded(record: Path) -> list[Wording]:
    """What a record leads to; then the record itself, once that has gone."""
    said: list[Wording] = []
    with suppress(OSError):
        lock = take(record)
        if lock is None:
            return said
        try:
            folder = recorded_folder(record)
            if folder is not None:
                said = _settle(folder, folder.parent, ())
            gone = record.stat().st_size == 0 if folder is None else not os.path.lexists(folder)
            if gone:  # empty: killed before it could say what it is about
                lock.remove()
        finally:
            lock.release()
    return said


def _settle(folder: Path, base: Path, edited: tuple[str, ...], held: Path | None = None) -> list[Wording]:
    """One staging folder whose run has ended. `base`: what the places of its journal are below; see `read_journal`.

    `held`: a site that whoever asks holds locked.
    """
    if not is_own_folder(folder):
        return []
    is_edit = bool(edited) and os.path.lexists(folder / JOURNAL)
    try:
        lock = take(folder / OWNER, seconds=_PATIENCE if is_edit else 0)
    except OSError:
        with suppress(OSError):
            folder.rmdir()  # killed before it held anything
        return []
    if lock is None:
        if is_edit and os.path.lexists(folder / JOURNAL):
            raise Refusal(*_BUSY)
        return []
    try:
        owner = read_owner(folder)
        if owner is None:
            if _names(folder) == [OWNER] and (folder / OWNER).stat().st_size == 0:
                clear(folder, lock)  # killed before it could say whose it is
            return []
        site = folder.parent / owner.output if owner.output else None
        said = _undone(folder, base, edited) if site is None else _site_undone(folder, site, is_held=site == held)
        if _would_put_back_foreign(folder, site, owner):
            said.append(_foreign(folder))
        else:
            said += _put_back(folder, site)
            clear(folder, lock)
    except OSError:
        return []
    finally:
        lock.release()
    return said


def _would_put_back_foreign(folder: Path, site: Path | None, owner: Owner) -> bool:
    """Whether something would leave the staging folder for a place beside it that was not this user's to put there."""
    if os.path.lexists(folder / WHOLE):
        return not (owner.is_own and is_own_whole(folder))
    return site is not None and not owner.is_own and _to_bring_back(folder, site) is not None


def _put_back(folder: Path, site: Path | None) -> list[Wording]:
    """Finish what was begun with a new folder, or with a site as a whole."""
    if os.path.lexists(folder / WHOLE):
        _finish_filling(folder, folder.parent)
    if site is None or not bring_back(folder, site):
        return []
    return [Wording(f"上一次生成被中断，已恢复原来的手册：{site}", f"Restored after a killed run: {site}")]


def _site_undone(folder: Path, site: Path, *, is_held: bool) -> list[Wording]:
    """The same of a site that was brought up to date. Raises OSError where another run is at it now.

    Only what is a site of ours is changed.
    """
    if not os.path.lexists(folder / JOURNAL) or not is_own_folder(site) or not (site / MARKER).is_file():
        return []
    lock = None if is_held else take(site, seconds=_PATIENCE)
    if lock is None and not is_held:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(site))
    try:
        return _undone(folder, site, None)
    finally:
        if lock is not None:
            lock.release()


def _undone(folder: Path, base: Path, edited: tuple[str, ...] | None) -> list[Wording]:
    """Take back what was done by the journal of a staging folder, if it has one."""
    if not os.path.lexists(folder / JOURNAL):
        return []
    name = (folder / JOURNAL).relative_to(base).as_posix() if folder.is_relative_to(base) else str(folder / JOURNAL)
    try:
        journal = read_journal(folder, base, edited)
        places = undo(base, folder, journal, leave_changed=not edited)
    except Broken:
        if edited:
            raise Problem(_unfinished(name, _DAMAGED).mend(*_by_hand(folder)), quoted=False) from None
        zh = f"上一次运行被中断，无法得知 {base} 中哪些文件已经写入，请重新生成。"
        return [Wording(zh, f"A killed run may have left files of two runs in {base}: make them anew.")]
    except Changed as problem:
        by_hand = _by_hand(folder)
        raise Problem(*(_unfinished(one, _CHANGED).mend(*by_hand) for one in problem.places), quoted=False) from None
    except OSError as problem:
        if not edited:
            raise
        why = reason(problem)
        file = Path(problem.filename).as_posix() if isinstance(problem.filename, str) else name
        said = Wording(f"，无法恢复 {file}（{why.zh}）", f"; {file} cannot be restored ({why.en})")
        raise Problem(_unfinished(name, said).mend(*_MAKE_ROOM), quoted=False) from problem
    if not places:
        return []
    shown = "、".join(places[:3]) + (f" 等 {len(places)} 个文件" if len(places) > 3 else "")
    named = ", ".join(places[:3]) + (f" and others, {len(places)} in all" if len(places) > 3 else "")
    return [Wording(f"上一次运行被中断，已恢复到运行之前：{shown}", f"Taken back, a run was killed: {named}")]


def _foreign(folder: Path) -> Wording:
    return Wording(
        f"{folder} 像是一次被中断的运行留下的，但不是您本人在这台电脑上运行的，因此没有恢复其中的文件。"
        "同事留下的，请由他运行任何一个命令来恢复；不知来历的，请删去这个文件夹。",
        f"{folder} looks like what a killed run has left, but the run was not yours: nothing was taken out of it. "
        "If it is a colleague's, any command run by them restores it; if nobody knows it, delete it.",
    )


_DAMAGED = Wording("，它的记录已损坏，无法自动恢复", ", and the record of it is damaged")
_CHANGED = Wording(
    "，此后这个文件又被改动，因此没有自动恢复", ", and this file has been changed since: nothing was taken back"
)
_MAKE_ROOM = Wording(
    "检查文件夹的权限和磁盘空间，然后再运行任何一个命令。", "Check permissions and space, then run any command again."
)


def _unfinished(place: str, said: Wording) -> Fault:
    """That an edit was cut off and is not taken back, with why."""
    message = f"上一次修改被中断{said.zh}", f"an edit was cut off{said.en}"
    return error("unfinished-edit", Position(place, 1, 1), *message)


def _by_hand(folder: Path) -> Wording:
    return Wording(
        f"请核对 content 中的文件（改动前的原文在 {folder / OLD} 中），有误的请从版本库取回；"
        f"然后删去 {folder} 文件夹。",
        f"Look through content/ (the files as they were lie in {folder / OLD}), restore what is wrong; "
        f"then delete the folder {folder}.",
    )


def bring_back(beside: Path, out: Path) -> bool:
    """Where a swap was cut off between its two renames, put the old site back; whether there was one.

    Only what is a site of ours, or was an empty folder, has been moved into a staging folder of ours.
    """
    left = _to_bring_back(beside, out)
    if left is None:
        return False
    move_folder(left, out)
    flush_folder(out.parent)
    return True


def _to_bring_back(beside: Path, out: Path) -> Path | None:
    """The old site, where it is to be put back."""
    if os.path.lexists(out) or not (beside / OLD).is_dir():
        return None
    numbers = sorted(int(name) for name in _names(beside / OLD) if re.fullmatch(r"[0-9]{1,2}", name))
    sites = [beside / OLD / str(number) for number in numbers]
    ours = [site for site in sites if not site.is_symlink() and (site / MARKER).is_file()]
    return ours[-1] if ours else None


def to_move_up(inside: Path, folder: Path) -> Iterator[Path]:
    """What lies in `new`, but for what has come to stand in the folder already."""
    for path in sorted((inside / NEW).iterdir()):
        if not os.path.lexists(folder / path.name):
            yield path


def _finish_filling(inside: Path, folder: Path) -> None:
    """Move up what a run that was cut off has not yet; what has come to stand there since stays as it is."""
    for path in to_move_up(inside, folder):
        move(path, folder / path.name)
    flush_folder(folder)
    (inside / WHOLE).unlink()
