// What is offered where no entry has all of a query: those parts of it that are found. Pure: no document, no events.
"use strict";

/**
 * @typedef {{part: string, count: number, found?: Found[]}} Offered a part of a query, how many entries have it, and where these were found
 * @typedef {{part: string, worth: number}} Piece of a query
 */

const rolebookOffered = (() => {
  const { top } = rolebookRanking;
  const PARTS = 4;
  /** At most so many entries that have a part are shown, of several parts so many each. */
  const NEAREST = 5, NEAREST_OF_EACH = 2;
  /** A part longer than this is hardly found where the whole query is not; it keeps the search for parts short. */
  const LONGEST = 10;
  /** What questions are made of, and does not answer them. */
  const ASKING =
    /请问|什么情况下?|什么时候|为什么|什么|谁来|谁|哪些岗位|哪个岗位|哪些|哪个|哪里|怎么样|怎么办|怎么|怎样|如何|多少|是不是|是否|有没有|能不能|需要|应该|可以|负责(?!人)|区别|不同|关于|吗|呢/;
  /** Characters that no part begins or ends with, unless it is a known word. */
  const LINKING = /^[的了和与及或是在对把被让会要有]|[的了和与及或是在对把被让会要有不没未]$/;

  /** @param {SearchData} data @param {Finder} finder */
  function offering(data, finder) {
    const known = knownWords(data, finder);

    /** Learns the titles of further entries. @param {Entry[]} entries */
    function add(entries) {
      for (const word of titles(entries, finder)) known.add(word);
    }

    /**
     * The parts of a query that is not found which are found themselves, in its order, with the number of their hits.
     * @param {string} query
     * @returns {Generator<undefined, Offered[]>}
     */
    function* parts(query) {
      const words = query.replace(/['’]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      const letters = words.join("");
      const syllables = /^[a-z]+$/i.test(letters) ? syllablesOf(letters.toLowerCase()) : null;
      const runs = syllables ? [syllables] : words.flatMap((word) => word.split(ASKING)).map((word) => word.match(/[a-z0-9]+|./giu) ?? []);
      /** @type {Piece[]} */
      const cuts = [];
      for (const units of runs) cuts.push(...(yield* cut(units, syllables !== null)));
      const first = cuts.filter(({ part }, place) => cuts.findIndex((other) => other.part === part) === place);
      const best = new Set([...first].sort((a, b) => b.worth - a.worth).slice(0, PARTS));
      /** @type {Offered[]} */
      const found = [];
      for (const piece of first) {
        if (!best.has(piece)) continue;
        const hits = yield* finder.steps(piece.part);
        const count = rolebookRanking.numberOf(hits.found);
        if (count && !hits.near) found.push({ part: piece.part, count, found: hits.found });
      }
      return found;
    }

    /**
     * Cuts a word into parts that are found and do not overlap. They cover as much of it as they can, rather by few
     * long parts than by many, and rather by known words than by others. What no part covers is left out.
     * @param {string[]} units characters, or runs of Latin letters and digits, or syllables
     * @param {boolean} spelled
     * @returns {Generator<undefined, Piece[]>}
     */
    function* cut(units, spelled) {
      /** @type {{worth: number, parts: Piece[]}[]} by the number of units covered */
      const best = units.map(() => ({ worth: 0, parts: [] }));
      best.push({ worth: 0, parts: [] });
      for (let from = 0; from < units.length; from += 1) {
        if (best[from].worth > best[from + 1].worth) best[from + 1] = best[from];
        for (let to = from + 1; to <= Math.min(units.length, from + LONGEST); to += 1) {
          const part = units.slice(from, to).join("");
          const plain = finder.normalise(part);
          const isKnown = known.has(plain);
          if (!(yield* finder.holds(plain))) {
            if (spelled || ![...known].some((word) => word.startsWith(plain))) break;
            continue;
          }
          const size = spelled ? to - from : plain.length;
          if (size < 2 || /^\d+$/.test(plain) || (!isKnown && LINKING.test(plain))) continue;
          const worth = 3 * size - 2 + (isKnown ? 0.5 : 0);
          const whole = { worth: best[from].worth + worth, parts: [...best[from].parts, { part, worth }] };
          if (whole.worth > best[to].worth) best[to] = whole;
        }
      }
      return best[units.length].parts;
    }

    /** Letters as whole syllables, long ones first; null where they are none. @param {string} letters */
    function syllablesOf(letters) {
      /** @type {(string[] | null)[]} by the place where the rest begins */
      const rests = Array(letters.length).fill(null);
      rests.push([]);
      for (let from = letters.length - 1; from >= 0; from -= 1) {
        for (let to = from + 1; to <= Math.min(letters.length, from + 6); to += 1) {
          const syllable = letters.slice(from, to);
          const rest = rests[to];
          if (rest && data.syllables[syllable]) rests[from] = [syllable, ...rest];
        }
      }
      return rests[0];
    }

    /**
     * A few entries that have a part each, the rarest part first: for whoever asks for more than any entry has.
     * @param {Offered[]} offered
     * @returns {Hit[]}
     */
    function nearest(offered) {
      /** @type {Map<number, Hit>} */
      const hits = new Map();
      for (const { found = [] } of [...offered].sort((a, b) => a.count - b.count)) {
        for (const hit of top(found, offered.length > 1 ? NEAREST_OF_EACH : NEAREST)) if (!hits.has(hit.entry)) hits.set(hit.entry, hit);
      }
      return [...hits.values()].slice(0, NEAREST);
    }

    return { add, parts, nearest };
  }

  /**
   * Words that are surely words: the taxonomy's synonyms and the words of its labels.
   * @param {SearchData} data
   * @param {Finder} finder
   */
  function knownWords(data, finder) {
    const labels = data.facets.flatMap(([, values]) => values).flatMap((label) => label.split(/[与和、（）]/));
    return new Set(normalised([...data.synonyms.flat(), ...labels], finder));
  }

  /** The titles of roles and departments, and what they are also called. @param {Entry[]} entries @param {Finder} finder */
  function titles(entries, finder) {
    return normalised(entries.filter(([kind]) => kind < 2).flatMap(([, , , title, names]) => [title, ...names]), finder);
  }

  /** @param {string[]} words @param {Finder} finder */
  function normalised(words, finder) {
    return words.map((word) => finder.normalise(word)).filter((word) => word.length > 1 && word.length <= LONGEST);
  }

  return { offering };
})();
