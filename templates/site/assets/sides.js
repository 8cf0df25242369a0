// What two or three roles or departments have in common and what only some of them have: rows put side by side, in groups by
// who has them. Pure.
"use strict";

/**
 * @typedef {{text: string, mark?: string, part?: string}} ComparedEntry
 * @typedef {{key: string, label: string, page: string, entries: ComparedEntry[]}} ComparedRow
 * @typedef {{key: string, title: string, rows: ComparedRow[]}} ComparedSection
 * @typedef {{key: string, label: string, activities: [string, string][]}} ComparedCore what the roles of a level or a department have in common
 * @typedef {{id: string, title: string, page: string, facts: [string, string][], sections: ComparedSection[], cores: ComparedCore[], near: [string, string][]}} Compared
 * @typedef {[string, [string, string][]][]} ComparedOwners departments, each with (id, title) of its roles and itself
 * @typedef {{key: string, label: string, page: string, sides: (ComparedRow | undefined)[]}} ComparedLine a row of all sides
 */

const rolebookSides = (() => {
  /** @param {Compared[]} sides @param {string} key @returns {ComparedLine[]} in the order of the first side that has each */
  function lines(sides, key) {
    /** @type {Map<string, ComparedLine>} */
    const found = new Map();
    sides.forEach((side, at) => {
      for (const row of side.sections.find((one) => one.key === key)?.rows ?? []) {
        const line = found.get(row.key) ?? { key: row.key, label: row.label, page: row.page, sides: sides.map(() => undefined) };
        line.sides[at] = row;
        found.set(row.key, line);
      }
    });
    return [...found.values()];
  }

  /** The parts that a side has, as one text; empty where rows have none. @param {ComparedRow | undefined} row */
  const parts = (row) => [...new Set((row?.entries ?? []).map((one) => one.part ?? ""))].sort().join("、");

  /** @param {ComparedLine} line */
  const sameParts = (line) => new Set(line.sides.filter((row) => row).map(parts)).size === 1;

  /**
   * Lines in groups by who has them, those that all have first; groups that are empty are left out.
   * @param {ComparedLine[]} all
   * @param {Compared[]} sides
   * @param {boolean} moving
   * @returns {{title: string, lines: ComparedLine[], moved: string}[]}
   */
  function grouped(all, sides, moving) {
    /** @type {{title: string, who: string, same: boolean | null, moved: string}[]} */
    const kinds = [];
    const every = sides.map((_, at) => at);
    const who = sides.length === 2 ? "双方都有" : "三方都有";
    if (moving) {
      kinds.push({ title: `增加：“${sides[1].title}”才有`, who: "1", same: null, moved: "接手" });
      kinds.push({ title: `交出：只有“${sides[0].title}”有`, who: "0", same: null, moved: "移交" });
      kinds.push({ title: "参与方式改变", who: "0,1", same: false, moved: "改变" });
      kinds.push({ title: "继续做", who: "0,1", same: true, moved: "" });
    } else {
      kinds.push({ title: who, who: every.join(), same: true, moved: "" }, { title: `${who}，参与方式不同`, who: every.join(), same: false, moved: "" });
      if (sides.length > 2) {
        for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) {
          kinds.push({ title: `“${sides[a].title}”和“${sides[b].title}”有`, who: `${a},${b}`, same: null, moved: "" });
        }
      }
      for (const at of every) kinds.push({ title: `只有“${sides[at].title}”有`, who: `${at}`, same: null, moved: "" });
    }
    return kinds
      .map((kind) => ({
        ...kind,
        lines: all.filter((line) => {
          const having = every.filter((at) => line.sides[at]).join();
          return having === kind.who && (kind.same === null || sameParts(line) === kind.same);
        }),
      }))
      .filter((kind) => kind.lines.length);
  }

  return { lines, grouped, parts };
})();
