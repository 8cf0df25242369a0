// Answering a query: its words, looked for in every part of the data. Pure: no document, no events.
"use strict";

/**
 * @typedef {[number, string, string, string, string[], string, number[][], string]} Entry kind, id, address, text, names, about, facets, context
 * @typedef {{entries: Entry[], rules: number, kinds: string[], facets: [string, string[]][], syllables: Record<string, string>,
 *   synonyms: string[][], variants: Record<string, string>, shards: number, size: number, pages: Record<"roles" | "themes" | "penalties", string>}} SearchData
 *   the entries are those of the first of `shards` parts, `size` in each; from the place `rules` on are the rules and their items; the id of an item has a #
 */

const rolebookMatch = (() => {
  const { PIECES } = rolebookRanking.MODES;
  const { modeOf, merge, intersection, top } = rolebookRanking;
  const { normaliser, soundsOf } = rolebookNormalForm;
  /** As many entries as are looked through without a pause. */
  const PART = 4000;

  /** @param {SearchData} data its entries are looked through at once; further parts of the data are added when they come */
  function index(data) {
    const normalise = normaliser(data.variants);
    const sounds = soundsOf(data.syllables);
    const synonyms = data.synonyms.map((group) => group.map((term) => normalise(term)).filter((term) => term.length > 1));
    /** @type {ReturnType<typeof rolebookTexts.scanner>[]} */
    const parts = [];

    /** @param {Entry[]} entries @param {number} offset the place of the first of them in the data */
    function add(entries, offset) {
      for (let from = 0; from < entries.length; from += PART) {
        const some = entries.slice(from, from + PART);
        parts.push(rolebookTexts.scanner(some, offset + from, data.rules, normalise, sounds));
      }
    }

    add(data.entries, 0);

    /** A word with one of its terms put in other words. @param {string} word */
    function otherwise(word) {
      return synonyms.flatMap((group) =>
        group.flatMap((term) => {
          if (!word.includes(term)) return [];
          return group.filter((other) => other !== term).map((other) => word.replace(term, other));
        })
      );
    }

    /**
     * What a query finds in each part of the data, with a pause wherever one may be made. `near` says that nothing was
     * found as written and these are merely alike.
     * @param {string} query
     * @returns {Generator<undefined, {found: Found[], near: boolean}>}
     */
    function* steps(query) {
      const words = query.replace(/['’]/g, "").replace(/ü/gi, "v").split(/\s+/).map((word) => normalise(word)).filter(Boolean);
      if (!words.length) return { found: [], near: false };
      const others = words.map(otherwise);
      const [single, joined] = [words.length === 1, words.join("")];
      const joinedOthers = otherwise(joined);
      /** @type {Found[]} */
      const found = [];
      for (const part of parts) {
        const hits = intersection(words.map((word, place) => part.strong(word, others[place], !single)));
        merge(hits, single ? part.pieces(joined) : part.strong(joined, joinedOthers, false), single);
        found.push(hits);
        yield;
      }
      const best = bestMode(found);
      if (best < Infinity) return { found, near: best === PIECES };
      /** @type {Found[][]} by word, by part */
      const nearly = [];
      for (const [place, word] of words.entries()) {
        let lists = yield* each((part) => part.strong(word, others[place], false));
        if (bestMode(lists) === Infinity) lists = yield* each((part) => part.alike(word));
        if (bestMode(lists) === Infinity) lists = yield* each((part) => part.edited(word));
        nearly.push(lists);
      }
      return { found: parts.map((_, number) => intersection(nearly.map((lists) => lists[number]))), near: true };
    }

    /** @param {(part: ReturnType<typeof rolebookTexts.scanner>) => Found} find @returns {Generator<undefined, Found[]>} */
    function* each(find) {
      /** @type {Found[]} */
      const lists = [];
      for (const part of parts) {
        lists.push(find(part));
        yield;
      }
      return lists;
    }

    /** All at once, all hits best first: for what is not typed. @param {string} query @returns {{hits: Hit[], near: boolean}} */
    function search(query) {
      const under = steps(query);
      let step = under.next();
      while (!step.done) step = under.next();
      const { found, near } = step.value;
      return { hits: top(found, Infinity), near };
    }

    /** Whether anything has a word, in its normal form, as it is written, by a synonym or by its sound. @param {string} word */
    function holds(word) {
      if (word === "") return false;
      const others = otherwise(word);
      return parts.some((part) => part.strong(word, others, false).entries.length > 0);
    }

    /** A mark of a hit as places in the string it lies in, as written. @param {Hit} hit @param {Mark} mark */
    function shown({ entry }, mark) {
      const part = parts.find(({ offset, count }) => entry >= offset && entry < offset + count);
      if (!part) throw new RangeError(`no entry ${entry}`);
      return part.shown(entry, mark);
    }

    return { add, steps, search, holds, shown, normalise };
  }

  /** The strongest mode of all hits, Infinity where there are none. @param {Found[]} found */
  function bestMode(found) {
    let best = Infinity;
    for (const { entries, ranks } of found) for (const entry of entries) best = Math.min(best, ranks[entry]);
    return best === Infinity ? best : modeOf(best);
  }

  return { index };
})();
