// Finding entries: one scan over one normalised string. Pure: no document, no events. What is the same in two texts is
// decided in normal-form.js, which hit stands first in ranking.js.
"use strict";

/**
 * @typedef {[number, string, string, string, string[], string, number[][], string]} Entry kind, id, address, text, names, about, facets, context
 * @typedef {{entries: Entry[], rules: number, kinds: string[], facets: [string, string[]][], syllables: Record<string, string>,
 *   synonyms: string[][], variants: Record<string, string>, pagesFrom?: number, query?: QueryData, pages: Record<"roles" | "themes" | "penalties", string>}} SearchData
 *   the entries from the place `rules` on are the rules and their items; the id of an item has a #; those from `pagesFrom` on
 *   are pages of the handbook, which are found by their title or a whole name; `query` is what understanding a question needs
 */

const rolebookMatch = (() => {
  const { EXACT, SYNONYM, PINYIN, INITIALS, PIECES, BLURRED, HOMOPHONE, EDIT } = rolebookRanking.MODES;
  const { TITLE, ALIAS, HEADING, CLAUSE, CONTEXT } = rolebookRanking.FIELDS;
  const { ACROSS, tierOf, keep, sorted, intersection } = rolebookRanking;
  const { normaliser, blur, soundsOf } = rolebookNormalForm;
  const END = "\u0000";
  const LETTERS = /^[a-z]+$/;
  /** At most so many spellings of a slip are looked for: each is a scan. */
  const SLIPS = 400, FEWEST_SLIPS = 4;
  /** So many characters may all spellings together pass over. */
  const PASSED = 8_000_000;

  /** @param {string | undefined} char */
  const isDigit = (char) => char !== undefined && char >= "0" && char <= "9";

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

    const pagesFrom = data.pagesFrom ?? data.entries.length;
    /** @type {Set<string>} the words of two characters that the library itself shows */
    const pairs = new Set();
    const listed = data.query?.words ?? "";
    for (let at = 0; at + 2 <= listed.length; at += 2) pairs.add(listed.slice(at, at + 2));

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

    /** Whether a part of a page's names counts too: only where several words are weighed together. */
    let finding = false;

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
      if (entry >= pagesFrom && !whole && !finding && stringField[string] !== TITLE) return;
      const cut = cutsNumber(from, to) || (to - from < 4 && cutsWords(from, to, start, start + length));
      keep(hits, {
        entry,
        mode,
        tier: cut ? ACROSS : entry >= pagesFrom ? (whole ? (stringField[string] === TITLE ? 0 : 9) : 10) : tierOf(stringField[string], items[entry], whole, from === start, begins[from] === 1),
        rule: Number(entry >= data.rules) + Number(entry >= pagesFrom),
        length,
        marks: [{ string, from: from - start, to: to - start }],
      });
    }

    /** Whether a number goes on beyond the stretch: 50 in 500, but not in 20、50. @param {number} from @param {number} to */
    function cutsNumber(from, to) {
      return (
        (isDigit(all[from]) && begins[from] !== 1 && isDigit(all[from - 1])) ||
        (isDigit(all[to - 1]) && begins[to] !== 1 && isDigit(all[to]))
      );
    }

    /**
     * Whether a short stretch is no word but the end of one and the beginning of the next: 报销 in 汇报销路.
     * @param {number} from
     * @param {number} to
     * @param {number} start of the string
     * @param {number} end of the string
     */
    function cutsWords(from, to, start, end) {
      if (to - from < 2 || pairs.has(all.slice(from, from + 2)) || pairs.has(all.slice(to - 2, to))) return false;
      const opens = from === start || begins[from] === 1;
      const closes = to === end || begins[to] === 1;
      if (opens && closes) return false;
      return (opens || pairs.has(all.slice(from - 1, from + 1))) && (closes || pairs.has(all.slice(to - 1, to + 1)));
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

    /**
     * First letters of the syllables of titles, aliases and headings; in a clause those of whole words.
     * @param {string} letters
     * @param {Hits} hits
     */
    function initials(letters, hits) {
      const bits = [...letters].map((letter) => 1 << (letter.charCodeAt(0) - 97));
      for (let string = 0; string < stringStart.length; string += 1) {
        const clause = stringField[string] > HEADING;
        if (clause && (bits.length < 3 || stringField[string] === CONTEXT)) continue;
        const last = stringStart[string] + lengths[string] - bits.length;
        for (let at = stringStart[string]; at <= last; at += 1) {
          if (!(sounds.plain.firsts[all.charCodeAt(at)] & bits[0])) continue;
          if (bits.every((bit, place) => sounds.plain.firsts[all.charCodeAt(at + place)] & bit)) {
            const to = at + bits.length;
            if (clause && !(pairs.has(all.slice(at, at + 2)) && pairs.has(all.slice(to - 2, to)))) continue;
            if (clause && cutsWords(at, at + 2, stringStart[string], stringStart[string] + lengths[string])) continue;
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

    /** Letters with one slip: two swapped, one missing, one too many, one wrong. @param {string} word @param {Hits} hits */
    function misspelled(word, hits) {
      const alphabet = "abcdefghijklmnopqrstuvwxyz";
      const places = [...word].map((_, at) => at);
      const kinds = [
        () => places.slice(1).map((at) => word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1)),
        () => [...places, word.length].flatMap((at) => [...alphabet].map((letter) => word.slice(0, at) + letter + word.slice(at))),
        () => places.map((at) => word.slice(0, at) + word.slice(at + 1)),
        () => places.flatMap((at) => [...alphabet].map((letter) => word.slice(0, at) + letter + word.slice(at + 1))),
      ];
      let left = Math.max(FEWEST_SLIPS, Math.min(SLIPS, PASSED / all.length));
      for (const kind of kinds) {
        const likely = [...new Set(kind())].filter((one) => one !== word && isSpelled(one)).slice(0, left);
        for (const one of likely) spelled(one, sounds.plain, EDIT, hits);
        left -= likely.length;
        if (hits.size || left <= 0) return;
      }
    }

    /** Whether letters are whole syllables. @param {string} letters */
    function isSpelled(letters) {
      const reached = [true];
      for (let at = 0; at < letters.length; at += 1) {
        if (!reached[at]) continue;
        for (let to = at + 1; to <= Math.min(letters.length, at + 6); to += 1) {
          if (data.syllables[letters.slice(at, to)]) reached[to] = true;
        }
      }
      return reached[letters.length] === true;
    }

    /** @param {string} word @returns {Hits} */
    function weak(word) {
      /** @type {Hits} */
      const hits = new Map();
      if (LETTERS.test(word) && word.length > 3) spelled(blur(word), sounds.blurred, BLURRED, hits);
      if (LETTERS.test(word) && word.length > (isSpelled(word) ? 7 : 5) && !hits.size) misspelled(word, hits);
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

    /** @type {Map<string, boolean>} */
    const standing = new Map();

    /** Whether a text in its normal form stands anywhere, as it is written. @param {string} piece */
    function contains(piece) {
      const known = standing.get(piece) ?? all.includes(piece);
      standing.set(piece, known);
      return known;
    }

    /** The entries that have a text in its normal form, as it is written; whose it is counts too. @param {string} piece */
    function find(piece) {
      /** @type {Hits} */
      const hits = new Map();
      contextual = finding = true;
      exact(piece, EXACT, hits);
      contextual = finding = false;
      return hits;
    }

    return { search, holds, shown, normalise, contains, find, isSpelled };
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
