// The facets of hits: how many there are of each value, and which hits have the chosen ones. Pure.
"use strict";

/**
 * @typedef {Map<number, number>} Chosen facet → value
 * @typedef {{number: number, every: number, counts: Uint32Array[]}} Tally hits with all that is chosen, all hits, and for
 *   each value of each facet the hits with everything chosen in the other facets
 */

const rolebookFacets = (() => {
  /** @param {[string, string[]][]} facets names and labels */
  function table(facets) {
    // The values of an entry in a facet are values[facet] from starts[facet][entry] to starts[facet][entry + 1].
    const starts = facets.map(() => new Uint32Array(1));
    const values = facets.map(() => new Uint16Array(0));

    /** @param {Entry[]} entries @param {number} offset the place of the first of them in the data; before it a gap may be */
    function add(entries, offset) {
      facets.forEach((_, facet) => {
        const known = starts[facet];
        const begin = new Uint32Array(offset + entries.length + 1).fill(known[known.length - 1]);
        begin.set(known);
        /** @type {number[]} */
        const more = [];
        entries.forEach((entry, place) => {
          more.push(...entry[6][facet]);
          begin[offset + place + 1] = values[facet].length + more.length;
        });
        const every = new Uint16Array(values[facet].length + more.length);
        every.set(values[facet]);
        every.set(more, values[facet].length);
        starts[facet] = begin;
        values[facet] = every;
      });
    }

    /** @param {number} entry @param {number} facet @param {number} value */
    function has(entry, facet, value) {
      for (let at = starts[facet][entry]; at < starts[facet][entry + 1]; at += 1) if (values[facet][at] === value) return true;
      return false;
    }

    /** Whether an entry has every chosen value. @param {number} entry @param {Chosen} chosen */
    function fits(entry, chosen) {
      for (const [facet, value] of chosen) if (!has(entry, facet, value)) return false;
      return true;
    }

    /**
     * Of hits that stand first and what else is found, each entry once.
     * @param {Hit[]} first
     * @param {Found[]} founds
     * @param {Chosen} chosen
     * @returns {Generator<undefined, Tally>}
     */
    function* tally(first, founds, chosen) {
      const counts = facets.map(([, labels]) => new Uint32Array(labels.length));
      const counted = new Uint8Array(starts[0].length);
      let number = 0;
      let every = 0;
      /** @param {number} facet @param {number} entry */
      const count = (facet, entry) => {
        for (let at = starts[facet][entry]; at < starts[facet][entry + 1]; at += 1) counts[facet][values[facet][at]] += 1;
      };
      /** @param {number} entry */
      const take = (entry) => {
        if (counted[entry]) return;
        counted[entry] = 1;
        every += 1;
        const missing = [...chosen].filter(([facet, value]) => !has(entry, facet, value));
        if (missing.length === 1) count(missing[0][0], entry);
        if (missing.length) return;
        number += 1;
        for (let facet = 0; facet < facets.length; facet += 1) count(facet, entry);
      };
      for (const { entry } of first) take(entry);
      for (const { offset, entries } of founds) {
        for (const place of entries) take(offset + place);
        yield;
      }
      return { number, every, counts };
    }

    return { add, fits, tally };
  }

  return { table };
})();
