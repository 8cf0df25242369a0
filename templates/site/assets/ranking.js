// The order of hits, compared from left to right, without weights:
//   mode   exact < synonym < pinyin < pinyin that ends inside a syllable (daili in 带领) < initials < in pieces
//          < blurred pinyin < homophone < one edit (the last three only while nothing stronger was found)
//   tier   title = < alias = < title begins < title has < alias has < clause = < clause begins < a part begins < inside
//          < heading of a rule's item < context (whose it is: for the further words of a query of several)
//          < across the border of two words, or a piece of a number
//   then rules and their items after everything else, then the shorter text, then the static rank of the data.
// Titles are those of roles, departments and rules. The heading of a rule's item ranks after clauses, and an item that
// begins with a word ranks as one that has it inside: most items begin with the subject of their rule, so that says
// nothing about them. A word thus leads first to the duties, qualifications and penalties that have it. Pure.
"use strict";

/**
 * @typedef {{from: number, to: number}} Mark a stretch of the normalised text of all parts of the data
 * @typedef {{entry: number, mode: number, tier: number, marks: Mark[], line?: number}} Hit as it is shown; `line`: of a source
 * @typedef {object} Found what a word or a query finds in one part of the data, the best of each entry
 * @property {number} offset the place in the data of the part's first entry
 * @property {number} count the entries of the part
 * @property {number[]} entries found, by their places in the part, in the order of finding
 * @property {Uint32Array} ranks by entry, once there is any: mode, tier, rule and length as one number, 0 where it is not found
 * @property {Int32Array} froms by entry: where its mark begins; -1 - n where its marks are those of `sources[n]`
 * @property {Int32Array} tos by entry: where its mark ends
 * @property {Found[][]} sources
 */

const rolebookRanking = (() => {
  /** How a hit was found. */
  const MODES = { EXACT: 0, SYNONYM: 1, PINYIN: 2, UNFINISHED: 3, INITIALS: 4, PIECES: 5, BLURRED: 6, HOMOPHONE: 7, EDIT: 8 };
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

  const BITS = 22, LENGTHS = 2 ** BITS, RULES = 3, TIERS = 32;

  /** A rank as one number: the smaller stands first. @param {number} mode @param {number} tier @param {number} rule @param {number} length */
  const rankOf = (mode, tier, rule, length) => ((mode * TIERS + tier) * RULES + rule) * LENGTHS + length;
  /** Mode and tier, in whole numbers: asked of every hit. @param {number} rank */
  const place = (rank) => ((rank >>> BITS) / RULES) | 0;
  /** @param {number} rank */
  const modeOf = (rank) => (place(rank) / TIERS) | 0;
  /** @param {number} rank */
  const tierIn = (rank) => place(rank) % TIERS;

  const NO_RANKS = new Uint32Array(0), NO_PLACES = new Int32Array(0);

  /** @param {number} offset @param {number} count entries of the part of the data @returns {Found} */
  const nothing = (offset, count) => ({ offset, count, entries: [], ranks: NO_RANKS, froms: NO_PLACES, tos: NO_PLACES, sources: [] });

  /**
   * Adds a hit unless its entry has a better one, or an equal one further to the front.
   * @param {Found} found @param {number} entry @param {number} rank @param {number} from @param {number} to
   */
  function keep(found, entry, rank, from, to) {
    if (!found.entries.length) {
      found.ranks = new Uint32Array(found.count);
      found.froms = new Int32Array(found.count);
      found.tos = new Int32Array(found.count);
    }
    const known = found.ranks[entry];
    if (known && (known < rank || (known === rank && (from < 0 || found.froms[entry] <= from)))) return;
    if (!known) found.entries.push(entry);
    found.ranks[entry] = rank;
    found.froms[entry] = from;
    found.tos[entry] = to;
  }

  /** Adds what others have found; `onlyNew` leaves alone what is found already. @param {Found} found @param {Found} other @param {boolean} onlyNew */
  function merge(found, other, onlyNew) {
    if (!other.entries.length) return;
    found.sources.push([other]);
    for (const entry of other.entries) {
      if (!onlyNew || !found.ranks[entry]) keep(found, entry, other.ranks[entry], -found.sources.length, 0);
    }
  }

  /** Entries that every word finds; as weak as the weakest word, as long as the first. @param {Found[]} lists @returns {Found} */
  function intersection(lists) {
    const [first, ...rest] = lists;
    if (!rest.length) return first;
    const common = nothing(first.offset, first.count);
    common.sources.push(lists);
    for (const entry of first.entries) {
      if (rest.some((other) => !other.ranks[entry])) continue;
      let mode = 0;
      let tier = 0;
      for (const { ranks } of lists) {
        mode = Math.max(mode, modeOf(ranks[entry]));
        tier = Math.max(tier, tierIn(ranks[entry]));
      }
      keep(common, entry, rankOf(mode, tier, 0, 0) + (first.ranks[entry] % (RULES * LENGTHS)), -1, 0);
    }
    return common;
  }

  /** @param {Found} found @param {number} entry @returns {Mark[]} */
  function marksOf(found, entry) {
    const from = found.froms[entry];
    if (from < 0) return found.sources[-1 - from].flatMap((source) => marksOf(source, entry));
    return [{ from, to: found.tos[entry] }];
  }

  /** A hit by its rank. Marks are looked for when they are shown. */
  class Ranked {
    /** @param {Found} found @param {number} place of the entry in the part */
    constructor(found, place) {
      this.entry = found.offset + place;
      this.mode = modeOf(found.ranks[place]);
      this.tier = tierIn(found.ranks[place]);
      this.found = found;
    }

    get marks() {
      return marksOf(this.found, this.entry - this.found.offset);
    }
  }

  /**
   * The best hits of all parts, best first; equal ones in the order of the data. A heap of at most `number` entries
   * whose worst stands first: of thirty thousand hits a hundred are sorted.
   * @param {Found[]} founds
   * @param {number} number
   * @param {(entry: number) => boolean} [accepts] by the entry's place in the data
   * @returns {Hit[]}
   */
  function top(founds, number, accepts) {
    /** @type {{rank: number, found: Found, entry: number}[]} */
    const heap = [];
    /** @param {{rank: number, found: Found, entry: number}} a @param {{rank: number, found: Found, entry: number}} b */
    const before = (a, b) => a.rank - b.rank || a.found.offset + a.entry - b.found.offset - b.entry;
    for (const found of number > 0 ? founds : []) {
      for (const entry of found.entries) {
        const rank = found.ranks[entry];
        if (heap.length === number && rank > heap[0].rank) continue;
        if (accepts && !accepts(found.offset + entry)) continue;
        const one = { rank, found, entry };
        if (number === Infinity) heap.push(one);
        else if (heap.length < number) rise(heap, one, before);
        else if (before(one, heap[0]) < 0) sink(heap, one, before);
      }
    }
    return heap.sort(before).map(({ found, entry }) => new Ranked(found, entry));
  }

  /** Adds one to a heap. @template T @param {T[]} heap @param {T} one @param {(a: T, b: T) => number} before */
  function rise(heap, one, before) {
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (before(heap[above], one) >= 0) break;
      heap[at] = heap[above];
      at = above;
    }
    heap[at] = one;
  }

  /** Puts one in the place of the worst. @template T @param {T[]} heap @param {T} one @param {(a: T, b: T) => number} before */
  function sink(heap, one, before) {
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && before(heap[below], heap[below + 1]) < 0) below += 1;
      if (before(heap[below], one) <= 0) break;
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = one;
  }

  /** How many entries are found. @param {Found[]} founds */
  const numberOf = (founds) => founds.reduce((sum, { entries }) => sum + entries.length, 0);

  return { MODES, FIELDS, ACROSS, tierOf, rankOf, modeOf, tierIn, nothing, keep, merge, intersection, marksOf, numberOf, top };
})();
