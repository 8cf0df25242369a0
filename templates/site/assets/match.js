// Finding entries: one scan over one normalised string. Pure: no document, no events.
//
// Order of hits, compared from left to right, no weights:
//   mode   exact < synonym < pinyin < initials < in pieces < blurred pinyin < homophone < one edit
//          (the last three only while nothing stronger was found)
//   tier   title = < alias = < title begins < title has < alias has < clause = < clause begins < a part begins < inside
//          < context (whose it is: for the further words of a query of several)
//   then rules and their items after everything else, then the shorter text, then the static rank of the data.
// Titles are those of roles, departments and rules. The heading of a rule's item ranks as a clause, and an item that
// begins with a word ranks as one that has it inside: most items begin with the subject of their rule, so that says
// nothing about them. A word thus leads first to the duties, qualifications and penalties that have it.
"use strict";

/**
 * @typedef {[number, string, string, string, string[], string, number[][], string]} Entry kind, id, address, text, names, about, facets, context
 * @typedef {{entries: Entry[], rules: number, kinds: string[], facets: [string, string[]][], syllables: Record<string, string>, synonyms: string[][]}} SearchData
 *   the entries from the place `rules` on are the rules and their items; the id of an item has a #
 * @typedef {{string: number, from: number, to: number}} Mark a stretch of the normalised text, in string `string`
 * @typedef {{entry: number, mode: number, tier: number, rule: number, length: number, marks: Mark[]}} Hit
 * @typedef {Map<number, Hit>} Hits by entry
 */

const rolebookMatch = (() => {
  const EXACT = 0, SYNONYM = 1, PINYIN = 2, INITIALS = 3, PIECES = 4, BLURRED = 5, HOMOPHONE = 6, EDIT = 7;
  const TITLE = 0, ALIAS = 1, HEADING = 2, CLAUSE = 3, CONTEXT = 4;
  const END = "\u0000";
  const LETTERS = /^[a-z]+$/;

  // Normal form: NFKC, lower case, letters and digits only; 帐 is written 账. One table, filled as characters turn up.
  const DROPPED = 1;
  const folds = new Uint16Array(65536);
  /** @type {Map<number, string>} */
  const longFolds = new Map();

  /** @param {number} code @returns {number} a code unit, DROPPED, or 2 for one that becomes several */
  function fold(code) {
    if (code >= 0xd800 && code <= 0xdfff) return code;
    const text = String.fromCharCode(code).normalize("NFKC").toLowerCase().replace(/帐/g, "账").replace(/[^\p{L}\p{N}]/gu, "");
    if (text.length > 1) longFolds.set(code, text);
    return (folds[code] = text === "" ? DROPPED : text.length > 1 ? 2 : text.charCodeAt(0));
  }

  /**
   * @param {string} text
   * @param {number[]} [places] filled with the place in `text` of each character of the result
   * @param {number[]} [starts] filled with 1 for each character of the result that begins a part, else 0
   */
  function normalise(text, places, starts) {
    let result = "";
    let after = true;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const folded = folds[code] || fold(code);
      if (folded === DROPPED) {
        after = true;
        continue;
      }
      const piece = (folded === 2 && longFolds.get(code)) || String.fromCharCode(folded);
      for (let each = 0; each < piece.length; each += 1) {
        if (places) places.push(at);
        if (starts) starts.push(after && each === 0 ? 1 : 0);
      }
      result += piece;
      after = false;
    }
    return result;
  }

  /** Sounds that many do not tell apart: zh z, ch c, sh s, ng n, l n. @param {string} letters */
  const blur = (letters) => letters.replace(/([zcs])h/g, "$1").replace(/ng/g, "n").replace(/l/g, "n");

  /** @param {SearchData} data */
  function index(data) {
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

    /** @param {number} string @param {number} from @param {number} to places within the string */
    function tierOf(string, from, to) {
      const whole = from === 0 && to === lengths[string];
      if (stringField[string] === TITLE) return whole ? 0 : from === 0 ? 2 : 3;
      if (stringField[string] === ALIAS) return whole ? 1 : 4;
      if (stringField[string] === CONTEXT) return 9;
      if (whole) return 5;
      if (items[stringEntry[string]]) return 8;
      if (from === 0) return 6;
      return begins[stringStart[string] + from] ? 7 : 8;
    }

    /** Whether whose a clause is may answer: only for one word of several. */
    let contextual = false;

    /** @param {Hits} hits @param {number} mode @param {number} from @param {number} to places in `all` */
    function add(hits, mode, from, to) {
      const string = stringAt(from);
      const start = stringStart[string];
      if (to > start + lengths[string] || (stringField[string] === CONTEXT && !contextual)) return;
      const entry = stringEntry[string];
      const hit = {
        entry,
        mode,
        tier: tierOf(string, from - start, to - start),
        rule: Number(entry >= data.rules),
        length: lengths[string],
        marks: [{ string, from: from - start, to: to - start }],
      };
      const known = hits.get(entry);
      if (!known || before(hit, known) < 0) hits.set(entry, hit);
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

    /** Letters as the syllables of a stretch of text, the last one perhaps unfinished. */
    /** @param {string} letters @param {Sounds} table @param {number} mode @param {Hits} hits */
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

    /** The codes that sound like a character, itself among them; null where its sound is not known. */
    /** @param {string} char @returns {Uint8Array | null} */
    function soundingLike(char) {
      const readings = sounds.blurred.readings.get(char.charCodeAt(0));
      if (!readings) return null;
      const table = new Uint8Array(65536);
      for (const reading of readings) for (const code of sounds.blurred.codes.get(reading) ?? []) table[code] = 1;
      return table;
    }

    /** One character wrong, missing, too many, or two swapped: one half stands exactly. */
    /** @param {string} word @param {Hits} hits */
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

    /** Nothing is forgiven in digits: 50元 is not 60元. */
    /** @param {string} word @param {number} from @param {number} to @param {Hits} hits */
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

    /** The parts of a phrase, of two and three characters, in any order: 处理客户投诉 finds 客户投诉处理. */
    /** @param {string} word @returns {Hits} */
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
        for (const [entry, hit] of intersection(lists)) {
          const known = hits.get(entry);
          if (!known || before(hit, known) < 0) hits.set(entry, hit);
        }
      }
      return hits;
    }

    /** Every way to cut a word into two or more parts of two or three characters that stand somewhere. */
    /** @param {string} word @returns {string[][]} */
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
        for (const [entry, hit] of strong(words.join(""))) {
          const known = found.get(entry);
          if (!known || before(hit, known) < 0) found.set(entry, hit);
        }
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

    /** A mark of a hit as places in the string it lies in, as written. */
    /** @param {Mark} mark @returns {{text: string, from: number, to: number, context: boolean}} */
    function shown({ string, from, to }) {
      const [, , , text, names, , , context] = data.entries[stringEntry[string]];
      let first = string;
      while (first > 0 && stringEntry[first - 1] === stringEntry[string]) first -= 1;
      const written = [text, ...names, context][string - first];
      /** @type {number[]} */
      const places = [];
      normalise(written, places);
      return { text: written, from: places[from], to: places[to - 1] + 1, context: stringField[string] === CONTEXT };
    }

    /** Whether anything has a word, in its normal form, as it is written, by a synonym or by its sound. */
    /** @param {string} word */
    const holds = (word) => strong(word).size > 0;

    return { search, holds, shown, normalise };
  }

  /** @typedef {{readings: Map<number, string[]>, codes: Map<string, number[]>, firsts: Uint32Array}} Sounds */

  /** @param {Record<string, string>} syllables @returns {{plain: Sounds, blurred: Sounds}} */
  function soundsOf(syllables) {
    /** @returns {Sounds} */
    const empty = () => ({ readings: new Map(), codes: new Map(), firsts: new Uint32Array(65536) });
    const plain = empty();
    const blurred = empty();
    for (const [syllable, characters] of Object.entries(syllables)) {
      const spellings = /^[ln]ve$/.test(syllable) ? [syllable, syllable.replace("v", "u")] : [syllable];
      for (const spelling of spellings) {
        for (const char of characters) {
          const code = char.charCodeAt(0);
          for (const [table, reading] of /** @type {[Sounds, string][]} */ ([[plain, spelling], [blurred, blur(spelling)]])) {
            const known = table.readings.get(code);
            if (known?.includes(reading)) continue;
            if (known) known.push(reading);
            else table.readings.set(code, [reading]);
            const codes = table.codes.get(reading);
            if (codes) codes.push(code);
            else table.codes.set(reading, [code]);
            table.firsts[code] |= 1 << (reading.charCodeAt(0) - 97);
          }
        }
      }
    }
    // Latin letters stand for themselves, so that kpizhibiao finds KPI指标.
    for (const table of [plain, blurred]) for (let bit = 0; bit < 26; bit += 1) table.firsts[97 + bit] = 1 << bit;
    return { plain, blurred };
  }

  /** @param {Hit} a @param {Hit} b negative where `a` stands first */
  function before(a, b) {
    return a.mode - b.mode || a.tier - b.tier || a.rule - b.rule || a.length - b.length || a.entry - b.entry;
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

  /** @param {string} text */
  const reversed = (text) => [...text].reverse().join("");

  /** Whether a text that begins so can take the pattern with one edit: one of two characters stays where it is, or near. */
  /** @param {string} pattern @param {string} first @param {string} second */
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

  return { index, SYNONYM, PIECES };
})();
