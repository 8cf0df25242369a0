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
    // The values of all facets are numbered through; those of an entry of a part are values[begins[entry]] and on to
    // values[begins[entry + 1]], those of a facet together.
    const firsts = facets.map((_, facet) => facets.slice(0, facet).reduce((sum, [, labels]) => sum + labels.length, 0));
    const every = facets.reduce((sum, [, labels]) => sum + labels.length, 0);
    /** @type {{offset: number, begins: Uint32Array, values: Uint16Array}[]} by their offsets */
    const parts = [];

    /** @param {Entry[]} entries @param {number} offset the place of the first of them in the data; before it a gap may be */
    function add(entries, offset) {
      const begins = new Uint32Array(entries.length + 1);
      /** @type {number[]} */
      const values = [];
      entries.forEach(([, , , , , , places], entry) => {
        facets.forEach((_, facet) => places[facet].forEach((value) => values.push(firsts[facet] + value)));
        begins[entry + 1] = values.length;
      });
      parts.push({ offset, begins, values: Uint16Array.from(values) });
      parts.sort((a, b) => a.offset - b.offset);
    }

    let last = 0;

    /** The part that an entry is in: most often that of the entry before. @param {number} entry */
    function partOf(entry) {
      const { offset, begins } = parts[last];
      if (entry < offset || entry - offset >= begins.length - 1) last = parts.length - 1 - [...parts].reverse().findIndex((part) => part.offset <= entry);
      return parts[last];
    }

    /** @param {Chosen} chosen the values, numbered through, with their facets */
    const numbered = (chosen) => [...chosen].map(([facet, value]) => /** @type {const} */ ([facet, firsts[facet] + value]));

    /** How many of some values an entry lacks, and the facet of the last of those. @param {number} entry @param {(readonly [number, number])[]} wanted */
    function lacking(entry, wanted) {
      const { offset, begins, values } = partOf(entry);
      let [lacks, of] = [0, -1];
      for (const [facet, value] of wanted) {
        let has = false;
        for (let at = begins[entry - offset]; at < begins[entry - offset + 1]; at += 1) has ||= values[at] === value;
        if (!has) [lacks, of] = [lacks + 1, facet];
      }
      return { lacks, of };
    }

    /** Whether an entry has every chosen value. @param {number} entry @param {Chosen} chosen */
    const fits = (entry, chosen) => chosen.size === 0 || lacking(entry, numbered(chosen)).lacks === 0;

    /**
     * Of hits that stand first and what else is found, each entry once.
     * @param {Hit[]} first
     * @param {Found[]} founds
     * @param {Chosen} chosen
     * @returns {Generator<undefined, Tally>}
     */
    function* tally(first, founds, chosen) {
      const counts = new Uint32Array(every);
      const end = Math.max(0, ...parts.map(({ offset, begins }) => offset + begins.length));
      const counted = new Uint8Array(end);
      const wanted = numbered(chosen);
      const found = { number: 0, every: 0 };
      /** @param {number} entry */
      const take = (entry) => {
        if (counted[entry]) return;
        counted[entry] = 1;
        found.every += 1;
        const { lacks, of } = wanted.length ? lacking(entry, wanted) : { lacks: 0, of: -1 };
        if (lacks > 1) return;
        if (!lacks) found.number += 1;
        const { offset, begins, values } = partOf(entry);
        const [from, to] = of < 0 ? [0, every] : [firsts[of], firsts[of] + facets[of][1].length];
        for (let at = begins[entry - offset]; at < begins[entry - offset + 1]; at += 1) if (values[at] >= from && values[at] < to) counts[values[at]] += 1;
      };
      for (const { entry } of first) take(entry);
      for (const { offset, entries } of founds) {
        for (const place of entries) take(offset + place);
        yield;
      }
      return { ...found, counts: facets.map(([, labels], facet) => counts.subarray(firsts[facet], firsts[facet] + labels.length)) };
    }

    return { add, fits, tally };
  }

  return { table };
})();
