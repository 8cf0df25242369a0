// Finding words in one part of the data. Of every character it is known where it stands, so that only the places of a
// word's rarest character are looked at. Pure: no document, no events. What is the same in two texts is decided in
// normal-form.js, which hit stands first in ranking.js.
"use strict";

const rolebookTexts = (() => {
  const { EXACT, SYNONYM, PINYIN, UNFINISHED, INITIALS, PIECES, BLURRED, HOMOPHONE, EDIT } = rolebookRanking.MODES;
  const { TITLE, HEADING, CONTEXT } = rolebookRanking.FIELDS;
  const { spellings, initialled, soundingLike } = rolebookNormalForm;
  const { ACROSS, tierOf, rankOf, nothing, keep, merge, intersection } = rolebookRanking;
  const { gathered, placed } = rolebookGathered;
  const { eachEdited } = rolebookEdits;
  const LETTERS = /^[a-z]+$/;
  /** So many letters are rarely the beginning of one syllable. */
  const TYPED = 4;

  /**
   * @param {Entry[]} entries of the part
   * @param {number} offset the place in the data of the first of them
   * @param {number} base the length of the normalised text of the parts before
   * @param {Shared} shared
   */
  function scanner(entries, offset, base, shared) {
    const { rules, pagesFrom, normalise, sounds, isWord, numbers } = shared;
    const items = entries.map(([, id], entry) => offset + entry >= rules && id.includes("#"));
    const { codes, strings, end, labels, firstContext, contextTexts, contextEntries, starts, lengths, owners, fields, opens } = gathered(entries, offset, items, shared);
    const { begins, places } = placed(codes, shared);
    const { cutsNumber, cutsWords, beginsAt, endsAt, wordAt } = rolebookBorders.borders(codes, opens, isWord);
    const none = () => nothing(offset, entries.length);

    /** How often a character stands here. @param {number} code */
    function often(code) {
      const number = numbers[code];
      return number && number + 1 < begins.length ? begins[number + 1] - begins[number] : 0;
    }

    /**
     * Each place of a character.
     * @param {number} code @param {number} limit where to stop @param {(at: number) => boolean | void} take gives true to stop
     */
    function each(code, limit, take) {
      const from = often(code) ? begins[numbers[code]] : 0;
      const to = from + often(code);
      for (let place = from; place < to && places[place] < limit; place += 1) if (take(places[place])) return;
    }

    /** Each place where a word stands as it is written. @param {string} word @param {number} limit @param {(at: number) => boolean | void} take */
    function eachExact(word, limit, take) {
      let rarest = 0;
      for (let place = 0; place < word.length; place += 1) {
        const number = often(word.charCodeAt(place));
        if (!number) return;
        if (number < often(word.charCodeAt(rarest))) rarest = place;
      }
      each(word.charCodeAt(rarest), limit + rarest, (place) => {
        const at = place - rarest;
        for (let letter = 0; letter < word.length; letter += 1) if (codes[at + letter] !== word.charCodeAt(letter) || (letter && at >= end && labels.has(at + letter))) return false;
        return take(at);
      });
    }

    /** Whether a part of a string begins inside a stretch: 转正 in 运转，正常. @param {number} from @param {number} to */
    function overMark(from, to) {
      for (let at = from + 1; at < to; at += 1) if (opens[at]) return true;
      return false;
    }

    /**
     * @param {Found} hits
     * @param {number} mode
     * @param {number} from @param {number} to places in the text
     * @param {boolean} [weighed] together with other words: then a part of a page's names counts too
     */
    function add(hits, mode, from, to, weighed) {
      const string = strings[from];
      const start = starts[string];
      const length = lengths[string];
      if (to > start + length) return;
      const field = fields[string];
      const whole = from === start && to === start + length;
      const cut = cutsNumber(from, to) || (to - from < 4 && (overMark(from, to) || cutsWords(from, to, start, start + length)));
      const many = field === CONTEXT ? contextEntries[string - firstContext] : null;
      for (let number = 0; number < (many ? many.length : 1); number += 1) {
        const entry = many ? many[number] : owners[string];
        const page = offset + entry >= pagesFrom;
        if (page && !whole && !weighed && field !== TITLE) continue;
        const named = page ? (whole ? (field === TITLE ? 0 : 9) : 10) : tierOf(field, items[entry], whole, from === start, opens[from] === 1);
        const rule = Number(offset + entry >= rules) + Number(page);
        keep(hits, entry, rankOf(mode, cut ? ACROSS : named, rule, length), base + from, base + to);
      }
    }

    /** @param {number} limit where to stop @param {string} word @param {number} mode @param {Found} hits @param {boolean} [weighed] @param {Found} [among] the entries to look at */
    function exact(limit, word, mode, hits, weighed, among) {
      eachExact(word, limit, (at) => {
        if (!among || among.ranks[owners[strings[at]]]) add(hits, mode, at, at + word.length, weighed);
      });
    }

    /** By the table of sounds, letters that nothing before the limit is spelled with. @type {Map<Sounds, {word: string, limit: number}>} */
    const nowhere = new Map();

    /**
     * Letters as the syllables of a stretch of text, the last one perhaps unfinished: any of several spellings.
     * @param {number} limit where to stop
     * @param {ReadonlyMap<string, number>} words each with its number
     * @param {Sounds} table
     * @param {number} mode
     * @param {Found[]} hits by number: a stretch that several spell is found by the lowest
     */
    function spelled(limit, words, table, mode, hits) {
      const [sole] = words.size === 1 ? words.keys() : [];
      // What nothing is spelled with is not found when another letter is typed either.
      const absent = nowhere.get(table);
      if (sole && absent && limit <= absent.limit && sole.startsWith(absent.word)) return;
      const { openings, seconds, next, ends } = spellings(table, words, numbers);
      let [best, to, open, met] = [0, 0, false, false];

      /** @param {number} at @param {number} state in the spellings that ends there @param {boolean} goesOn whether the syllable does */
      function ended(at, state, goesOn) {
        if (!best || ends[state] < best || (open && !goesOn && ends[state] === best)) [best, to, open] = [ends[state], at, goesOn];
      }

      /** @param {number} at @param {number} state in the spellings */
      function spell(at, state) {
        if (ends[state]) ended(at, state, false);
        const code = codes[at];
        const known = table.readings[code];
        if (!known) {
          const after = code > 96 && code < 123 ? next[26 * state + code - 97] : 0;
          if (after) spell(at + 1, after);
          return;
        }
        for (const reading of known) {
          let after = state;
          for (let letter = 0; letter < reading.length; letter += 1) {
            after = next[26 * after + reading.charCodeAt(letter) - 97];
            if (!after) break;
            if (ends[after] && letter + 1 < reading.length) ended(at + 1, after, true);
          }
          if (after) spell(at + 1, after);
        }
      }

      // Of a few letters the syllable is still being typed.
      const unfinished = mode === PINYIN && sole && sole.length >= TYPED ? UNFINISHED : mode;
      for (const { code, whole, bit } of openings) {
        if (whole) each(code, limit, (at) => {
          met = true;
          add(hits[0], mode, at, at + 1);
        });
        else each(code, limit, (at) => {
          if (bit && !(seconds[codes[at + 1]] & bit)) return;
          best = 0;
          spell(at, 0);
          if (!best) return;
          met = true;
          add(hits[best - 1], open ? unfinished : mode, at, to);
        });
      }
      if (sole && !met) nowhere.set(table, { word: sole, limit });
    }

    /** @type {Map<string, number>} */
    const initialNumbers = new Map();

    /** How often characters stand here that are read with a first letter. @param {string} letter */
    function oftenInitial(letter) {
      const known = initialNumbers.get(letter) ?? initialled(sounds.plain, letter).reduce((sum, code) => sum + often(code), 0);
      initialNumbers.set(letter, known);
      return known;
    }

    /**
     * First letters of the syllables of titles, aliases and headings; in a clause those of whole words.
     * @param {string} word
     * @param {Found} hits
     * @param {boolean} [loose] of a clause only its first two need be a known word, where the stretch is followed by another or by nothing
     */
    function initials(word, hits, loose) {
      const { firsts } = sounds.plain;
      const bits = [...word].map((letter) => 1 << (letter.charCodeAt(0) - 97));
      /** @param {number} at */
      const take = (at) => {
        if (at < 1) return;
        for (let place = 0; place < bits.length; place += 1) if (!(firsts[codes[at + place]] & bits[place])) return;
        const to = at + bits.length;
        const string = strings[at];
        if (fields[string] > HEADING) {
          if (bits.length < 3 || !wordAt(at) || !(loose ? endsAt(to) : wordAt(to - 2))) return;
          if (cutsWords(at, at + 2, starts[string], starts[string] + lengths[string])) return;
        }
        add(hits, INITIALS, at, to);
      };
      if (bits.length > 2) {
        const numbersOf = [...word].map(oftenInitial);
        const rarest = numbersOf.indexOf(Math.min(...numbersOf));
        for (const code of initialled(sounds.plain, word[rarest])) each(code, end, (place) => take(place - rarest));
      } else for (let string = 0; string < firstContext; string += 1) if (fields[string] <= HEADING) for (let at = starts[string]; at + 1 < starts[string] + lengths[string]; at += 1) take(at);
    }

    /**
     * A word as it is written, by its synonyms and by its sound.
     * @param {string} word
     * @param {string[]} synonyms
     * @param {ReadonlyMap<string, number> | null} letters the word, where it is letters that may be sounds
     * @param {boolean} contextual whether whose a clause is may answer: only for one word of several
     */
    function strong(word, synonyms, letters, contextual) {
      const hits = none();
      const limit = contextual ? codes.length : end;
      exact(limit, word, EXACT, hits);
      for (const other of synonyms) exact(limit, other, SYNONYM, hits);
      if (letters) {
        spelled(limit, letters, sounds.plain, PINYIN, [hits]);
        initials(word, hits);
      }
      return hits;
    }

    /** Four letters and more as the initials of words that the library need not show elsewhere. @param {string} letters */
    function abbreviated(letters) {
      const hits = none();
      if (letters.length > 3 && letters.length < 9) initials(letters, hits, true);
      return hits;
    }

    /**
     * The parts of a phrase, of two and three characters, in any order: 处理客户投诉 finds 客户投诉处理.
     * @param {string} word
     */
    function pieces(word) {
      const hits = none();
      if (word.length < 4 || word.length > 10 || /[a-z0-9]/.test(word)) return hits;
      /** @type {Map<string, Found>} */
      const rarest = new Map();
      for (const parts of cuts(word)) {
        // Only entries that have the rarest part are looked at for the others.
        const [first, ...order] = parts.map((_, place) => place).sort((a, b) => atMost(parts[a]) - atMost(parts[b]));
        const known = rarest.get(parts[first]) ?? none();
        if (!rarest.has(parts[first])) exact(end, parts[first], PIECES, known);
        rarest.set(parts[first], known);
        const lists = [];
        let last = (lists[first] = known);
        for (const place of order) {
          if (!last.entries.length) break;
          lists[place] = none();
          exact(end, parts[place], PIECES, lists[place], false, last);
          last = lists[place];
        }
        if (last.entries.length) merge(hits, intersection(lists), false);
      }
      return hits;
    }

    /** How often a text stands here at most: as often as its rarest character. @param {string} text */
    const atMost = (text) => Math.min(...[...text].map((char) => often(char.charCodeAt(0))));

    /** How often a text in its normal form stands here as it is written, counted up to a number. @param {string} piece @param {number} most @param {number} [limit] */
    function standing(piece, most, limit = codes.length) {
      let times = piece === "" ? most : 0;
      eachExact(piece, limit, (at) => (piece.length > 3 || !overMark(at, at + piece.length)) && (times += 1) >= most);
      return times;
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
        if (part.length < size || !standing(part, 1, end)) continue;
        const rest = word.slice(size);
        if (!rest) found.push([part]);
        else for (const more of cuts(rest)) found.push([part, ...more]);
      }
      return found;
    }

    /** A word in letters, spelled with sounds that many do not tell apart. @param {ReadonlyMap<string, number>} letters */
    function blurred(letters) {
      const hits = none();
      spelled(end, letters, sounds.blurred, BLURRED, [hits]);
      return hits;
    }

    /** Spellings in letters, one of which may be what was meant. @param {ReadonlyMap<string, number>} words each with its number, 0 to 2; what is found by number */
    function meant(words) {
      const hits = [none(), none(), none()];
      spelled(end, words, sounds.plain, EDIT, hits);
      return hits;
    }

    /**
     * Other characters of the same sound; a short word must keep one character, and two must stand between other words.
     * @param {string} word
     */
    function homophone(word) {
      const hits = none();
      const short = word.length === 2;
      const alike = word.length < 2 ? [null] : [...word].map((char) => soundingLike(short ? sounds.plain : sounds.blurred, char.charCodeAt(0)));
      /** @type {Codes[]} */
      const tables = alike.flatMap((one) => one ?? []);
      if (tables.length < alike.length) return hits;
      const numbersOf = tables.map(({ list }) => list.reduce((sum, code) => sum + often(code), 0));
      const rarest = numbersOf.indexOf(Math.min(...numbersOf));
      for (const code of tables[rarest].list) {
        each(code, end, (place) => {
          const at = place - rarest;
          let same = 0;
          for (let letter = 0; letter < word.length; letter += 1) {
            if (!tables[letter].has[codes[at + letter]]) return;
            if (codes[at + letter] === word.charCodeAt(letter)) same += 1;
          }
          // 门禁 sounds like 门进 in 部门进行, which is no word.
          if (short && (opens[at + 1] || !beginsAt(at) || !endsAt(at + 2))) return;
          if (word.length > 3 || same) add(hits, HOMOPHONE, at, at + word.length);
        });
      }
      return hits;
    }

    /** @param {number} from @param {number} to */
    const text = (from, to) => String.fromCharCode(...codes.subarray(Math.max(0, from), to));

    /** What differs from a word by one edit. @param {string} word */
    function edited(word) {
      const hits = none();
      if (!LETTERS.test(word)) eachEdited(word, { eachExact, codes, text, end }, (from, to) => add(hits, EDIT, from, to));
      return hits;
    }

    /**
     * Two words side by side that two characters may be short for: 内网 for 内部网络.
     * @param {string} short
     */
    function longForms(short) {
      const second = short.charCodeAt(1);
      /** @type {string[]} */
      const found = [];
      each(short.charCodeAt(0), end, (at) => {
        const stretch = text(at, at + 4);
        if (stretch.length < 4 || /[\u0000的]/.test(stretch) || overMark(at, at + 4)) return;
        if ((codes[at + 2] === second || codes[at + 3] === second) && (wordAt(at) || wordAt(at + 2))) found.push(stretch);
      });
      return found;
    }

    /** The entries that have a text, whose they are and all names of pages counted too. @param {string} piece */
    function find(piece) {
      const hits = none();
      exact(codes.length, piece, EXACT, hits, true);
      return hits;
    }

    /**
     * A mark of a hit as places in the string it lies in, as written.
     * @param {Mark} mark
     * @returns {{text: string, from: number, to: number, context: boolean}}
     */
    function shown({ from, to }) {
      const string = strings[from - base];
      const context = string >= firstContext;
      let first = string;
      while (first > 0 && owners[first - 1] === owners[string]) first -= 1;
      const written = context ? contextTexts[string - firstContext] : [entries[owners[string]][3], ...entries[owners[string]][4]][string - first];
      /** @type {number[]} */
      const at = [];
      normalise(written, at);
      const start = base + starts[string];
      const last = at[to - start - 1];
      const ending = last + (Number(written.codePointAt(last)) > 0xffff ? 2 : 1);
      return { text: written, from: at[from - start], to: ending, context };
    }

    return { base, length: codes.length, none, strong, abbreviated, pieces, blurred, meant, homophone, edited, longForms, find, standing, shown };
  }

  return { scanner };
})();
