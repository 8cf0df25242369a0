// Finding words in one part of the data: one scan over one normalised string. Pure: no document, no events. What is the
// same in two texts is decided in normal-form.js, which hit stands first in ranking.js.
"use strict";

const rolebookTexts = (() => {
  const { EXACT, SYNONYM, PINYIN, INITIALS, PIECES, BLURRED, HOMOPHONE, EDIT } = rolebookRanking.MODES;
  const { TITLE, ALIAS, HEADING, CLAUSE, CONTEXT } = rolebookRanking.FIELDS;
  const { blur, ENDS, openingOf, soundingLike } = rolebookNormalForm;
  const { ACROSS, tierOf, rankOf, nothing, keep, merge, intersection } = rolebookRanking;
  const END = "\u0000";
  const LETTERS = /^[a-z]+$/;

  /** @param {string | undefined} char */
  const isDigit = (char) => char !== undefined && char >= "0" && char <= "9";

  /**
   * @typedef {object} Shared what all parts of the data have in common
   * @property {number} rules the place in the data where the rules and their items begin
   * @property {number} pagesFrom the place where the pages of the handbook begin
   * @property {ReturnType<typeof rolebookNormalForm.normaliser>} normalise
   * @property {ReturnType<typeof rolebookNormalForm.soundsOf>} sounds
   * @property {(text: string, at: number) => boolean} isWord whether two characters are a word that the library itself shows
   */

  /**
   * Every searchable string of every entry, END before and after each; after them every context, once.
   * @param {Entry[]} entries
   * @param {boolean[]} items which of them are items of rules
   * @param {Shared["normalise"]} normalise
   */
  function gathered(entries, items, normalise) {
    /** @type {number[]} */ const starts = [];
    /** @type {number[]} */ const owners = [];
    /** @type {number[]} */ const fields = [];
    /** @type {number[]} */ const lengths = [];
    /** @type {number[]} */ const opens = [0];
    const parts = [""];
    /** @type {Map<string, number[]>} */
    const contexts = new Map();
    let length = 1;

    /** @param {string} string @param {number} entry @param {number} field */
    function put(string, entry, field) {
      const part = normalise(string, undefined, opens);
      starts.push(length);
      owners.push(entry);
      fields.push(field);
      lengths.push(part.length);
      parts.push(part);
      opens.push(0);
      length += part.length + 1;
    }

    entries.forEach(([kind, , , text, names, , , context], entry) => {
      const titled = kind < 2 || text.length < 16 && !text.endsWith("。");
      const [title, alias] = items[entry] ? [HEADING, HEADING] : [TITLE, ALIAS];
      put(text, entry, titled ? title : CLAUSE);
      for (const name of names) put(name, entry, name.endsWith("。") ? CLAUSE : alias);
      const alike = contexts.get(context);
      if (alike) alike.push(entry);
      else contexts.set(context, [entry]);
    });
    const [end, firstContext] = [length, starts.length];
    for (const context of contexts.keys()) put(context, -1, CONTEXT);
    const [contextTexts, contextEntries] = [[...contexts.keys()], [...contexts.values()]];
    return {
      all: [...parts, ""].join(END), end, firstContext, contextTexts, contextEntries,
      starts: Int32Array.from(starts), lengths: Int32Array.from(lengths), owners: Int32Array.from(owners),
      fields: Uint8Array.from(fields), opens: Uint8Array.from(opens),
    };
  }

  /**
   * @param {Entry[]} entries of the part
   * @param {number} offset the place in the data of the first of them
   * @param {number} base the length of the normalised text of the parts before
   * @param {Shared} shared
   */
  function scanner(entries, offset, base, { rules, pagesFrom, normalise, sounds, isWord }) {
    const items = entries.map(([, id], entry) => offset + entry >= rules && id.includes("#"));
    const { all, end, firstContext, contextTexts, contextEntries, starts, lengths, owners, fields, opens } = gathered(entries, items, normalise);
    // Reading numbers out of an array is several times as quick as characters out of a string.
    const codes = new Uint16Array(all.length);
    const letters = new Uint32Array(end);
    for (let at = 0; at < all.length; at += 1) codes[at] = all.charCodeAt(at);
    for (let at = 0; at < end; at += 1) letters[at] = sounds.plain.firsts[codes[at]];
    const none = () => nothing(offset, entries.length);

    /** @param {number} at a place in `all` @returns {number} the string it lies in */
    function stringAt(at) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= at) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    /**
     * @param {Found} hits
     * @param {number} mode
     * @param {number} from @param {number} to places in `all`
     * @param {boolean} [weighed] together with other words: then a part of a page's names counts too
     */
    function add(hits, mode, from, to, weighed) {
      const string = stringAt(from);
      const start = starts[string];
      const length = lengths[string];
      if (to > start + length) return;
      const field = fields[string];
      const whole = from === start && to === start + length;
      const cut = cutsNumber(from, to) || (to - from < 4 && cutsWords(from, to, start, start + length));
      for (const entry of field === CONTEXT ? contextEntries[string - firstContext] : [owners[string]]) {
        const page = offset + entry >= pagesFrom;
        if (page && !whole && !weighed && field !== TITLE) continue;
        const named = page ? (whole ? (field === TITLE ? 0 : 9) : 10) : tierOf(field, items[entry], whole, from === start, opens[from] === 1);
        const rule = Number(offset + entry >= rules) + Number(page);
        keep(hits, entry, rankOf(mode, cut ? ACROSS : named, rule, length), base + from, base + to);
      }
    }

    /** Whether a number goes on beyond the stretch: 50 in 500, but not in 20、50. @param {number} from @param {number} to */
    function cutsNumber(from, to) {
      return (
        (isDigit(all[from]) && opens[from] !== 1 && isDigit(all[from - 1])) ||
        (isDigit(all[to - 1]) && opens[to] !== 1 && isDigit(all[to]))
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
      if (to - from < 2 || isWord(all, from) || isWord(all, to - 2)) return false;
      const first = from === start || opens[from] === 1;
      const last = to === end || opens[to] === 1;
      if (first && last) return false;
      return (first || isWord(all, from - 1)) && (last || isWord(all, to - 1));
    }

    /** @param {number} limit where to stop @param {string} word @param {number} mode @param {Found} hits @param {boolean} [weighed] */
    function exact(limit, word, mode, hits, weighed) {
      for (let at = all.indexOf(word); at >= 0 && at < limit; at = all.indexOf(word, at + 1)) add(hits, mode, at, at + word.length, weighed);
    }

    /**
     * Letters as the syllables of a stretch of text, the last one perhaps unfinished.
     * @param {number} limit where to stop
     * @param {string} letters
     * @param {Sounds} table
     * @param {number} mode
     * @param {Found} hits
     */
    function spelled(limit, letters, table, mode, hits) {
      const opening = openingOf(table, letters);
      for (let at = 0; at < limit; at += 1) {
        const begins = opening[codes[at]];
        if (!begins) continue;
        const to = begins === ENDS ? at + 1 : spell(at, letters, table.readings);
        if (to > 0) add(hits, mode, at, to);
      }
    }

    /** @param {number} at @param {string} rest @param {Map<number, string[]>} readings @returns {number} the end, or 0 */
    function spell(at, rest, readings) {
      if (!rest) return at;
      const known = readings.get(codes[at]);
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
     * @param {string} word
     * @param {Found} hits
     */
    function initials(word, hits) {
      const bits = [...word].map((letter) => 1 << (letter.charCodeAt(0) - 97));
      const [first, second] = bits;
      for (let at = 0; at < end; at += 1) {
        if (!(letters[at] & first && letters[at + 1] & second)) continue;
        let place = 2;
        while (place < bits.length && letters[at + place] & bits[place]) place += 1;
        if (place < bits.length) continue;
        const to = at + bits.length;
        const string = stringAt(at);
        if (fields[string] > HEADING) {
          if (bits.length < 3 || !isWord(all, at) || !isWord(all, to - 2)) continue;
          if (cutsWords(at, at + 2, starts[string], starts[string] + lengths[string])) continue;
        }
        add(hits, INITIALS, at, to);
      }
    }

    /**
     * A word as it is written, by its synonyms and by its sound.
     * @param {string} word
     * @param {string[]} synonyms
     * @param {boolean} contextual whether whose a clause is may answer: only for one word of several
     */
    function strong(word, synonyms, contextual) {
      const hits = none();
      const limit = contextual ? all.length : end;
      exact(limit, word, EXACT, hits);
      for (const other of synonyms) exact(limit, other, SYNONYM, hits);
      if (LETTERS.test(word) && word.length > 1) {
        spelled(limit, word, sounds.plain, PINYIN, hits);
        initials(word, hits);
      }
      return hits;
    }

    /**
     * The parts of a phrase, of two and three characters, in any order: 处理客户投诉 finds 客户投诉处理.
     * @param {string} word
     */
    function pieces(word) {
      const hits = none();
      if (word.length < 4 || word.length > 10 || /[a-z0-9]/.test(word)) return hits;
      for (const parts of cuts(word)) {
        const lists = parts.map((part) => {
          const found = none();
          exact(end, part, PIECES, found);
          return found;
        });
        merge(hits, intersection(lists), false);
      }
      return hits;
    }

    /** @param {string} part */
    function standsIn(part) {
      const at = all.indexOf(part);
      return at >= 0 && at < end;
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
        if (part.length < size || !standsIn(part)) continue;
        const rest = word.slice(size);
        if (!rest) found.push([part]);
        else for (const more of cuts(rest)) found.push([part, ...more]);
      }
      return found;
    }

    /** A word in letters, spelled with sounds that many do not tell apart. @param {string} word */
    function blurred(word) {
      const hits = none();
      if (word.length > 3) spelled(end, blur(word), sounds.blurred, BLURRED, hits);
      return hits;
    }

    /** A spelling in letters that may be what was meant. @param {string} word @param {Found} hits */
    const meant = (word, hits) => spelled(end, word, sounds.plain, EDIT, hits);

    /** Other characters of the same sound; a short word must keep one character. @param {string} word */
    function homophone(word) {
      const hits = none();
      const tables = word.length < 3 ? [null] : [...word].map((char) => soundingLike(sounds.blurred, char.charCodeAt(0)));
      if (tables.some((table) => table === null)) return hits;
      const first = /** @type {Codes} */ (tables[0]);
      for (let at = 0; at + word.length <= end; at += 1) {
        if (!first[codes[at]]) continue;
        let same = 0;
        let place = 0;
        for (; place < word.length; place += 1) {
          const code = codes[at + place];
          if (!tables[place]?.[code]) break;
          if (code === word.charCodeAt(place)) same += 1;
        }
        if (place === word.length && (word.length > 3 || same)) add(hits, HOMOPHONE, at, at + word.length);
      }
      return hits;
    }

    /**
     * One character wrong, missing, too many, or two swapped: one half stands exactly.
     * @param {string} word
     */
    function edited(word) {
      const hits = none();
      if (word.length < 4 || LETTERS.test(word)) return hits;
      const middle = word.length >> 1;
      const [left, right] = [word.slice(0, middle), word.slice(middle)];
      const backwards = reversed(left);
      exact(end, left.slice(0, -1) + right[0] + left.slice(-1) + right.slice(1), EDIT, hits);
      for (let at = all.indexOf(left); at >= 0 && at < end; at = all.indexOf(left, at + 1)) {
        const start = at + left.length;
        if (!mayBegin(right, all[start], all[start + 1])) continue;
        const taken = oneEdit(right, all.slice(start, start + right.length + 1));
        if (taken >= 0) addEdited(word, at, start + taken, hits);
      }
      for (let at = all.indexOf(right); at >= 0 && at < end; at = all.indexOf(right, at + 1)) {
        if (!mayBegin(backwards, all[at - 1], all[at - 2])) continue;
        const taken = oneEdit(backwards, reversed(all.slice(Math.max(0, at - left.length - 1), at)));
        if (taken >= 0) addEdited(word, at - taken, at + right.length, hits);
      }
      return hits;
    }

    /**
     * Nothing is forgiven in digits: 50元 is not 60元.
     * @param {string} word
     * @param {number} from
     * @param {number} to
     * @param {Found} hits
     */
    function addEdited(word, from, to, hits) {
      const found = all.slice(from, to);
      if (!found.includes(END) && found.replace(/\D/g, "") === word.replace(/\D/g, "")) add(hits, EDIT, from, to);
    }

    /** The entries that have a text, whose they are and all names of pages counted too. @param {string} piece */
    function find(piece) {
      const hits = none();
      exact(all.length, piece, EXACT, hits, true);
      return hits;
    }

    /**
     * A mark of a hit as places in the string it lies in, as written.
     * @param {Mark} mark
     * @returns {{text: string, from: number, to: number, context: boolean}}
     */
    function shown({ from, to }) {
      const string = stringAt(from - base);
      const context = string >= firstContext;
      let first = string;
      while (first > 0 && owners[first - 1] === owners[string]) first -= 1;
      const written = context ? contextTexts[string - firstContext] : [entries[owners[string]][3], ...entries[owners[string]][4]][string - first];
      /** @type {number[]} */
      const places = [];
      normalise(written, places);
      const start = base + starts[string];
      const last = places[to - start - 1];
      const end = last + (Number(written.codePointAt(last)) > 0xffff ? 2 : 1);
      return { text: written, from: places[from - start], to: end, context };
    }

    /** @param {string} piece */
    const contains = (piece) => all.includes(piece);

    return { base, length: all.length, none, strong, pieces, blurred, meant, homophone, edited, find, contains, shown };
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

  return { scanner };
})();
