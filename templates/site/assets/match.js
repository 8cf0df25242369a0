// Finding entries: one scan over one normalised string. Pure: no document, no events. What is the same in two texts is
// decided in normal-form.js, which hit stands first in ranking.js.
"use strict";

/**
 * @typedef {[number, string, string, string, string[], string, number[][], string]} Entry kind, id, address, text, names, about, facets, context
 * @typedef {{entries: Entry[], rules: number, kinds: string[], facets: [string, string[]][], syllables: Record<string, string>,
 *   synonyms: string[][], variants: Record<string, string>, pages: Record<"roles" | "themes" | "penalties", string>}} SearchData
 *   the entries from the place `rules` on are the rules and their items; the id of an item has a #
 */

const rolebookMatch = (() => {
  const { EXACT, SYNONYM, PINYIN, INITIALS, PIECES, BLURRED, HOMOPHONE, EDIT } = rolebookRanking.MODES;
  const { TITLE, ALIAS, HEADING, CLAUSE, CONTEXT } = rolebookRanking.FIELDS;
  const { tierOf, keep, sorted, intersection } = rolebookRanking;
  const { normaliser, blur, soundsOf } = rolebookNormalForm;
  const END = "\u0000";
  const LETTERS = /^[a-z]+$/;

  /** @param {SearchData} data */
  function index(data) {
    const normalise = normaliser(data.variants);
    // Every searchable string of every entry, one after another, END between them.
    /** @type {number[]} */ const stringStart = [];
    /** @type {number[]} */ const stringEntry = [];
    /** @type {number[]} */ const stringField = [];
    /** @type {number[]} */ const begins = [];
    /** @type {string[]} */ const parts = [];
    let length = 0;
    /** @type {boolean[]} by entry */ const items = [];
    data.entries.forEach(([kind, id, , text, names, , , context], entry) => {
      const titled = kind < 2 || text.length < 16 && !text.endsWith("。");
      const item = entry >= data.rules && id.includes("#");
      const [title, alias] = item ? [HEADING, HEADING] : [TITLE, ALIAS];
      items.push(item);
      [text, ...names, context].forEach((string, number) => {
        const part = normalise(string, undefined, begins);
        const named = number > names.length ? CONTEXT : string.endsWith("。") ? CLAUSE : alias;
        stringStart.push(length);
        stringEntry.push(entry);
        stringField.push(number ? named : titled ? title : CLAUSE);
        parts.push(part);
        begins.push(0);
        length += part.length + 1;
      });
    });
    const all = parts.join(END) + END;
    const lengths = parts.map((part) => part.length);

    const sounds = soundsOf(data.syllables);
    const synonyms = data.synonyms.map((group) => group.map((term) => normalise(term)).filter((term) => term.length > 1));

    /** @param {number} at a place in `all` @returns {number} the string it lies in */
    function stringAt(at) {
      let low = 0;
      let high = stringStart.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (stringStart[middle] <= at) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    /** Whether whose a clause is may answer: only for one word of several. */
    let contextual = false;

    /** @param {Hits} hits @param {number} mode @param {number} from @param {number} to places in `all` */
    function add(hits, mode, from, to) {
      const string = stringAt(from);
      const start = stringStart[string];
      if (to > start + lengths[string] || (stringField[string] === CONTEXT && !contextual)) return;
      const entry = stringEntry[string];
      const length = lengths[string];
      const whole = from === start && to === start + length;
      keep(hits, {
        entry,
        mode,
        tier: tierOf(stringField[string], items[entry], whole, from === start, begins[from] === 1),
        rule: Number(entry >= data.rules),
        length,
        marks: [{ string, from: from - start, to: to - start }],
      });
    }

    /** @param {string} word @param {number} mode @param {Hits} hits */
    function exact(word, mode, hits) {
      for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, at + 1)) add(hits, mode, at, at + word.length);
    }

    /** @param {string} word @param {Hits} hits */
    function synonym(word, hits) {
      for (const group of synonyms) {
        for (const term of group) {
          if (!word.includes(term)) continue;
          for (const other of group) if (other !== term) exact(word.replace(term, other), SYNONYM, hits);
        }
      }
    }

    /**
     * Letters as the syllables of a stretch of text, the last one perhaps unfinished.
     * @param {string} letters
     * @param {Sounds} table
     * @param {number} mode
     * @param {Hits} hits
     */
    function spelled(letters, table, mode, hits) {
      const first = 1 << (letters.charCodeAt(0) - 97);
      for (let at = 0; at < all.length; at += 1) {
        if (!(table.firsts[all.charCodeAt(at)] & first)) continue;
        const to = spell(at, letters, table.readings);
        if (to > 0) add(hits, mode, at, to);
      }
    }

    /** @param {number} at @param {string} rest @param {Map<number, string[]>} readings @returns {number} the end, or 0 */
    function spell(at, rest, readings) {
      if (!rest) return at;
      const known = readings.get(all.charCodeAt(at));
      if (!known) return all[at] === rest[0] ? spell(at + 1, rest.slice(1), readings) : 0;
      for (const reading of known) {
        if (rest.startsWith(reading)) {
          const to = spell(at + 1, rest.slice(reading.length), readings);
          if (to) return to;
        } else if (reading.startsWith(rest)) {
          return at + 1;
        }
      }
      return 0;
    }

    /** First letters of the syllables of titles, aliases and headings. @param {string} letters @param {Hits} hits */
    function initials(letters, hits) {
      const bits = [...letters].map((letter) => 1 << (letter.charCodeAt(0) - 97));
      for (let string = 0; string < stringStart.length; string += 1) {
        if (stringField[string] > HEADING) continue;
        const last = stringStart[string] + lengths[string] - bits.length;
        for (let at = stringStart[string]; at <= last; at += 1) {
          if (bits.every((bit, place) => sounds.plain.firsts[all.charCodeAt(at + place)] & bit)) {
            add(hits, INITIALS, at, at + bits.length);
          }
        }
      }
    }

    /** Other characters of the same sound; a short word must keep one character. @param {string} word @param {Hits} hits */
    function homophone(word, hits) {
      if (word.length < 3) return;
      const alike = [...word].map(soundingLike);
      if (alike.some((table) => table === null)) return;
      for (let at = 0; at + word.length <= all.length; at += 1) {
        let same = 0;
        let place = 0;
        for (; place < word.length; place += 1) {
          const code = all.charCodeAt(at + place);
          if (!alike[place]?.[code]) break;
          if (code === word.charCodeAt(place)) same += 1;
        }
        if (place === word.length && (word.length > 3 || same)) add(hits, HOMOPHONE, at, at + word.length);
      }
    }

    /**
     * The codes that sound like a character, itself among them; null where its sound is not known.
     * @param {string} char
     * @returns {Uint8Array | null}
     */
    function soundingLike(char) {
      const readings = sounds.blurred.readings.get(char.charCodeAt(0));
      if (!readings) return null;
      const table = new Uint8Array(65536);
      for (const reading of readings) for (const code of sounds.blurred.codes.get(reading) ?? []) table[code] = 1;
      return table;
    }

    /**
     * One character wrong, missing, too many, or two swapped: one half stands exactly.
     * @param {string} word
     * @param {Hits} hits
     */
    function edited(word, hits) {
      if (word.length < 4 || LETTERS.test(word)) return;
      const middle = word.length >> 1;
      const [left, right] = [word.slice(0, middle), word.slice(middle)];
      const backwards = reversed(left);
      exact(left.slice(0, -1) + right[0] + left.slice(-1) + right.slice(1), EDIT, hits);
      for (let at = all.indexOf(left); at >= 0; at = all.indexOf(left, at + 1)) {
        const start = at + left.length;
        if (!mayBegin(right, all[start], all[start + 1])) continue;
        const taken = oneEdit(right, all.slice(start, start + right.length + 1));
        if (taken >= 0) addEdited(word, at, start + taken, hits);
      }
      for (let at = all.indexOf(right); at >= 0; at = all.indexOf(right, at + 1)) {
        if (!mayBegin(backwards, all[at - 1], all[at - 2])) continue;
        const taken = oneEdit(backwards, reversed(all.slice(Math.max(0, at - left.length - 1), at)));
        if (taken >= 0) addEdited(word, at - taken, at + right.length, hits);
      }
    }

    /**
     * Nothing is forgiven in digits: 50元 is not 60元.
     * @param {string} word
     * @param {number} from
     * @param {number} to
     * @param {Hits} hits
     */
    function addEdited(word, from, to, hits) {
      const found = all.slice(from, to);
      if (!found.includes(END) && found.replace(/\D/g, "") === word.replace(/\D/g, "")) add(hits, EDIT, from, to);
    }

    /** @param {string} word @returns {Hits} */
    function strong(word) {
      /** @type {Hits} */
      const hits = new Map();
      exact(word, EXACT, hits);
      synonym(word, hits);
      if (LETTERS.test(word) && word.length > 1) {
        spelled(word, sounds.plain, PINYIN, hits);
        initials(word, hits);
      }
      return hits;
    }

    /**
     * The parts of a phrase, of two and three characters, in any order: 处理客户投诉 finds 客户投诉处理.
     * @param {string} word
     * @returns {Hits}
     */
    function pieces(word) {
      /** @type {Hits} */
      const hits = new Map();
      if (word.length < 4 || word.length > 10 || /[a-z0-9]/.test(word)) return hits;
      for (const parts of cuts(word)) {
        const lists = parts.map((part) => {
          /** @type {Hits} */
          const found = new Map();
          exact(part, PIECES, found);
          return found;
        });
        for (const hit of intersection(lists).values()) keep(hits, hit);
      }
      return hits;
    }

    /**
     * Every way to cut a word into two or more parts of two or three characters that stand somewhere.
     * @param {string} word
     * @returns {string[][]}
     */
    function cuts(word) {
      /** @type {string[][]} */
      const found = [];
      for (const size of [2, 3]) {
        const part = word.slice(0, size);
        if (part.length < size || !all.includes(part)) continue;
        const rest = word.slice(size);
        if (!rest) found.push([part]);
        else for (const more of cuts(rest)) found.push([part, ...more]);
      }
      return found;
    }

    /** @param {string} word @returns {Hits} */
    function weak(word) {
      /** @type {Hits} */
      const hits = new Map();
      if (LETTERS.test(word) && word.length > 3) spelled(blur(word), sounds.blurred, BLURRED, hits);
      homophone(word, hits);
      if (!hits.size) edited(word, hits);
      return hits;
    }

    /**
     * All hits, best first. `near` says that nothing was found as written and these are merely alike.
     * @param {string} query
     * @returns {{hits: Hit[], near: boolean}}
     */
    function search(query) {
      const words = query.replace(/['’]/g, "").replace(/ü/gi, "v").split(/\s+/).map((word) => normalise(word)).filter(Boolean);
      if (!words.length) return { hits: [], near: false };
      contextual = words.length > 1;
      const found = new Map(intersection(words.map(strong)));
      contextual = false;
      if (words.length === 1) {
        for (const [entry, hit] of pieces(words[0])) if (!found.has(entry)) found.set(entry, hit);
      } else {
        for (const hit of strong(words.join("")).values()) keep(found, hit);
      }
      if (found.size) {
        const hits = sorted(found);
        return { hits, near: hits[0].mode === PIECES };
      }
      const nearly = intersection(
        words.map((word) => {
          const hits = strong(word);
          return hits.size ? hits : weak(word);
        }),
      );
      return { hits: sorted(nearly), near: true };
    }

    /**
     * A mark of a hit as places in the string it lies in, as written.
     * @param {Mark} mark
     * @returns {{text: string, from: number, to: number, context: boolean}}
     */
    function shown({ string, from, to }) {
      const [, , , text, names, , , context] = data.entries[stringEntry[string]];
      let first = string;
      while (first > 0 && stringEntry[first - 1] === stringEntry[string]) first -= 1;
      const written = [text, ...names, context][string - first];
      /** @type {number[]} */
      const places = [];
      normalise(written, places);
      const last = places[to - 1];
      const end = last + (Number(written.codePointAt(last)) > 0xffff ? 2 : 1);
      return { text: written, from: places[from], to: end, context: stringField[string] === CONTEXT };
    }

    /**
     * Whether anything has a word, in its normal form, as it is written, by a synonym or by its sound.
     * @param {string} word
     */
    const holds = (word) => word !== "" && strong(word).size > 0;

    return { search, holds, shown, normalise };
  }

  /** @param {string} text */
  const reversed = (text) => [...text].reverse().join("");

  /**
   * Whether a text that begins so can take the pattern with one edit: one of two characters stays where it is, or near.
   * @param {string} pattern
   * @param {string} first
   * @param {string} second
   */
  function mayBegin(pattern, first, second) {
    return first === pattern[0] || first === pattern[1] || second === pattern[0] || second === pattern[1];
  }

  /**
   * How much of the beginning of `text` the pattern takes with exactly one edit; -1 where it takes none.
   * @param {string} pattern
   * @param {string} text
   */
  function oneEdit(pattern, text) {
    let at = 0;
    while (at < pattern.length && pattern[at] === text[at]) at += 1;
    if (at === pattern.length) return -1;
    const rest = pattern.slice(at + 1);
    if (text.startsWith(rest, at + 1) && at < text.length) return at + 1 + rest.length;
    if (text.startsWith(pattern.slice(at), at + 1)) return pattern.length + 1;
    if (text.startsWith(rest, at)) return pattern.length - 1;
    const swapped = pattern[at + 1] + pattern[at] + pattern.slice(at + 2);
    return at + 1 < pattern.length && text.startsWith(swapped, at) ? pattern.length : -1;
  }

  return { index };
})();
