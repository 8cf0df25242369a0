// The order of hits, compared from left to right, without weights:
//   mode   exact < synonym < pinyin < initials < in pieces < blurred pinyin < homophone < one edit
//          (the last three only while nothing stronger was found)
//   tier   title = < alias = < title begins < title has < alias has < clause = < clause begins < a part begins < inside
//          < heading of a rule's item < context (whose it is: for the further words of a query of several)
//          < across the border of two words, or a piece of a number
//   then rules and their items after everything else, then the shorter text, then the static rank of the data.
// Titles are those of roles, departments and rules. The heading of a rule's item ranks after clauses, and an item that
// begins with a word ranks as one that has it inside: most items begin with the subject of their rule, so that says
// nothing about them. A word thus leads first to the duties, qualifications and penalties that have it. Pure.
"use strict";

/**
 * @typedef {{string: number, from: number, to: number}} Mark a stretch of the normalised text, in string `string`
 * @typedef {{entry: number, mode: number, tier: number, rule: number, length: number, marks: Mark[], line?: number}} Hit `line`: of a source
 * @typedef {Map<number, Hit>} Hits by entry, the best of each
 */

const rolebookRanking = (() => {
  /** How a hit was found. */
  const MODES = { EXACT: 0, SYNONYM: 1, PINYIN: 2, INITIALS: 3, PIECES: 4, BLURRED: 5, HOMOPHONE: 6, EDIT: 7 };
  /** What a string is of its entry. */
  const FIELDS = { TITLE: 0, ALIAS: 1, HEADING: 2, CLAUSE: 3, CONTEXT: 4 };

  /** The tier of what is no word of its own: 报销 in 汇报销路, 50 in 500. */
  const ACROSS = 11;

  /**
   * @param {number} field what the string is
   * @param {boolean} item whether it belongs to an item of a rule
   * @param {boolean} whole whether the hit is all of the string
   * @param {boolean} first whether it begins the string
   * @param {boolean} opens whether it begins a part of the string
   */
  function tierOf(field, item, whole, first, opens) {
    if (field === FIELDS.TITLE) return whole ? 0 : first ? 2 : 3;
    if (field === FIELDS.ALIAS) return whole ? 1 : 4;
    if (field === FIELDS.CONTEXT) return 10;
    if (field === FIELDS.HEADING) return 9;
    if (whole) return 5;
    if (item) return 8;
    if (first) return 6;
    return opens ? 7 : 8;
  }

  /** @param {Hit} a @param {Hit} b negative where `a` stands first */
  function before(a, b) {
    return a.mode - b.mode || a.tier - b.tier || a.rule - b.rule || a.length - b.length || a.entry - b.entry;
  }

  /** Adds a hit unless its entry has a better one. @param {Hits} hits @param {Hit} hit */
  function keep(hits, hit) {
    const known = hits.get(hit.entry);
    if (!known || before(hit, known) < 0) hits.set(hit.entry, hit);
  }

  /** @param {Hits} hits */
  const sorted = (hits) => [...hits.values()].sort(before);

  /** Entries that every word finds; as weak as the weakest word. @param {Hits[]} lists @returns {Hits} */
  function intersection(lists) {
    const [first, ...rest] = lists;
    /** @type {Hits} */
    const common = new Map();
    for (const [entry, hit] of first) {
      const others = rest.map((hits) => hits.get(entry));
      if (others.some((other) => !other)) continue;
      const every = [hit, .../** @type {Hit[]} */ (others)];
      common.set(entry, {
        entry,
        mode: Math.max(...every.map((one) => one.mode)),
        tier: Math.max(...every.map((one) => one.tier)),
        rule: hit.rule,
        length: hit.length,
        marks: every.flatMap((one) => one.marks),
      });
    }
    return common;
  }

  return { MODES, FIELDS, ACROSS, tierOf, keep, sorted, intersection };
})();
