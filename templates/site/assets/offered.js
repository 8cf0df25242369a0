// What is offered where no entry has all of a query: those of its parts that are found. Pure: no document, no events.
"use strict";

/** @typedef {{part: string, count: number, found: Found[]}} Offered a part of a query, how many entries have it, and where these were found */

const rolebookOffered = (() => {
  const { numberOf, top } = rolebookRanking;
  /** At most so many parts are offered, the longest ones. */
  const PARTS = 4;
  /** At most so many entries that have a part are shown, of several parts so many each. */
  const NEAREST = 5, NEAREST_OF_EACH = 2;

  /**
   * What a query was cut into, in its order, as far as it is found.
   * @param {Token[]} tokens
   * @param {(text: string) => Generator<undefined, {found: Found[], near: boolean}>} searched
   * @returns {Generator<undefined, Offered[]>}
   */
  function* parts(tokens, searched) {
    /** @type {Offered[]} */
    const offered = [];
    const asked = tokens.filter(({ type, text }) => !["who", "ask", "unknown"].includes(type) && text.length > 1 && !/^\d+$/.test(text));
    for (const part of new Set(asked.map(({ text }) => text))) {
      const { found, near } = yield* searched(part);
      const count = numberOf(found);
      if (count && !near) offered.push({ part, count, found });
    }
    const longest = new Set([...offered].sort((a, b) => b.part.length - a.part.length).slice(0, PARTS));
    return offered.filter((one) => longest.has(one));
  }

  /**
   * A few entries that have a part each, the rarest part first: for whoever asks for more than any entry has.
   * @param {Offered[]} offered
   * @returns {Hit[]}
   */
  function nearest(offered) {
    /** @type {Map<number, Hit>} */
    const hits = new Map();
    for (const { found } of [...offered].sort((a, b) => a.count - b.count)) {
      for (const hit of top(found, offered.length > 1 ? NEAREST_OF_EACH : NEAREST)) if (!hits.has(hit.entry)) hits.set(hit.entry, hit);
    }
    return [...hits.values()].slice(0, NEAREST);
  }

  return { parts, nearest };
})();
