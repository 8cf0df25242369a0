// Finding entries: the words of a query, looked for in every part of the data. Pure: no document, no events. What stands in
// a part is found by texts.js, and which hit stands first is decided in ranking.js.
"use strict";

/**
 * @typedef {[number, string, string, string, string[], string, number[][], string]} Entry kind, id, address, text, names, about, facets, context
 * @typedef {{entries: Entry[], rules: number, kinds: string[], facets: [string, string[]][], syllables: Record<string, string>,
 *   synonyms: string[][], variants: Record<string, string>, pagesFrom?: number, query?: QueryData, addresses: string[], activities?: [string, string, string][], shards?: number, size?: number, cuts?: Record<string, number[]>, pages: Record<"roles" | "themes" | "penalties", string> & {matrix?: string}}} SearchData
 *   the entries from the place `rules` on are the rules and their items; the id of an item has a #; those from `pagesFrom` on
 *   are pages of the handbook, which are found by their title or a whole name; `query` is what understanding a question needs;
 *   where there are several `shards`, `entries` are the first `size`, and the others come in scripts of their own;
 *   `activities` are id, title and how many wordings there are of each, where the library has any;
 *   `cuts` are the lines at which the further pages of a source begin, by its address; `addresses` of pages have {} for an id: those of each kind, and last those of items
 */

const rolebookMatch = (() => {
  const { PIECES } = rolebookRanking.MODES;
  const { modeOf, merge, intersection, numberOf, top } = rolebookRanking;
  const { normaliser, blur, soundsOf, soundingLike } = rolebookNormalForm;
  const LETTERS = /^[a-z]+$/;
  /** As many entries as are looked through without a pause. */
  const PART = 500;
  /** At most so many spellings of a slip are looked for. */
  const SLIPS = 400;
  /** What was found for so many texts is kept. */
  const RECENT = 24;

  /** @typedef {ReturnType<typeof rolebookTexts.scanner>} Part */

  /** @param {SearchData} data its entries are taken up at once, further ones with `add` */
  function index(data) {
    const normalise = normaliser(data.variants);
    const isWord = wordsOf(data.query?.words ?? "");
    const titles = new Map(data.query?.titles);
    /** Whether a role or a department is called so; what else it is found by is what stands on its page. @param {number} entry @param {string} name */
    const isAlias = (entry, name) => titles.get(entry)?.includes(name) ?? !data.query;
    const shared = { rules: data.rules, pagesFrom: data.pagesFrom ?? Infinity, normalise, isAlias, sounds: soundsOf(data.syllables), isWord, numbers: new Uint16Array(65536), characters: 0 };
    const synonyms = data.synonyms.map((group) => group.map((term) => normalise(term)).filter((term) => term.length > 1));
    /** @type {Part[]} */
    const parts = [];
    let length = 0;
    /** @type {Map<string, number>} */
    const standing = new Map();
    /** @type {Map<string, Found[]>} what was found last, by the text */
    const recent = new Map();

    /** @param {Entry[]} entries @param {number} offset the place of the first of them in the data */
    function add(entries, offset) {
      standing.clear();
      recent.clear();
      for (let from = 0; from < entries.length; from += PART) {
        const part = rolebookTexts.scanner(entries.slice(from, from + PART), offset + from, length, shared);
        parts.push(part);
        length += part.length;
      }
    }

    add(data.entries, 0);

    /** A word with one of its terms put in other words. @param {string} word */
    function otherwise(word) {
      return synonyms.flatMap((group) =>
        group.flatMap((term) => (word.includes(term) ? group.filter((other) => other !== term).map((other) => word.replace(term, other)) : [])),
      );
    }

    /** @template T @param {(part: Part) => T} find @returns {Generator<undefined, T[]>} what it finds in each part, with a pause after each */
    function* each(find) {
      /** @type {T[]} */
      const lists = [];
      for (const part of parts) {
        lists.push(find(part));
        yield;
      }
      return lists;
    }

    /**
     * Letters with one slip: one missing, one too many, one wrong.
     * @param {string} word
     * @returns {Generator<undefined, Found[]>}
     */
    function* misspelled(word) {
      const alphabet = "abcdefghijklmnopqrstuvwxyz";
      const places = [...word].map((_, at) => at);
      const kinds = [
        () => [...places, word.length].flatMap((at) => [...alphabet].map((letter) => word.slice(0, at) + letter + word.slice(at))),
        () => places.map((at) => word.slice(0, at) + word.slice(at + 1)),
        () => places.flatMap((at) => [...alphabet].map((letter) => word.slice(0, at) + letter + word.slice(at + 1))),
      ];
      /** @type {Map<string, number>} */
      const likely = new Map();
      kinds.forEach((kind, number) => {
        for (const one of kind()) if (one !== word && likely.size < SLIPS && !likely.has(one) && isSpelled(one)) likely.set(one, number);
      });
      // A slip in the first syllable leaves the rest as it is: where that does not stand, nobody need look for it.
      const first = places.slice(1, -3).find((at) => data.syllables[word.slice(0, at)] && /[^aeiouvngr]/.test(word[at]) && !data.syllables[word.slice(0, at + 1)]) ?? 0;
      const rest = word.slice(first);
      const [alone, others] = [new Map([[rest, 0]]), new Map([...likely].filter(([one]) => !first || !one.endsWith(rest)))];
      // What is nearer to the word goes before: a missing letter before one too many.
      const lists = yield* each((part) => part.meant(!first || part.meant(alone)[0].entries.length ? likely : others));
      return kinds.map((_, number) => lists.map((of) => of[number])).find((found) => numberOf(found)) ?? parts.map((part) => part.none());
    }

    /** Letters with two neighbours swapped. @param {string} word */
    const swapped = (word) => [...word.slice(1)].map((letter, at) => word.slice(0, at) + letter + word[at] + word.slice(at + 2)).filter((one) => one !== word);

    /** Whether letters are whole syllables. @param {string} letters */
    function isSpelled(letters) {
      const reached = [true];
      for (let at = 0; at < letters.length; at += 1) {
        if (!reached[at]) continue;
        for (let to = at + 1; to <= Math.min(letters.length, at + 6); to += 1) {
          const syllable = letters.slice(at, to);
          // 嗯 is read n: so nearly everything would be syllables.
          if (data.syllables[syllable] && /[aeiouv]/.test(syllable)) reached[to] = true;
        }
      }
      return reached[letters.length] === true;
    }

    /** Whether letters are how a text in its normal form is read, all of it. @param {string} text @param {string} letters @returns {boolean} */
    function reads(text, letters) {
      if (!text || !letters) return text === letters;
      const readings = shared.sounds.plain.readings[text.charCodeAt(0)] ?? [text[0]];
      return readings.some((reading) => letters.startsWith(reading) && reads(text.slice(1), letters.slice(reading.length)));
    }

    /** Whether one of two characters has no reading but those of the other: 达 is rarely read ti, and no slip of 提. @param {string} one @param {string} other */
    function soundsTheSame(one, other) {
      const [fewer, more] = [one, other].map((char) => shared.sounds.plain.readings[char.charCodeAt(0)] ?? []).sort((a, b) => a.length - b.length);
      return fewer.length > 0 && fewer.every((reading) => more.includes(reading));
    }

    /**
     * Whether two texts of one length sound alike, whatever the tones, and most of their characters are the same.
     * @param {string} text @param {string} other @param {"plain" | "blurred"} [sounds] plain: zh and z, ng and n are told apart
     */
    function soundsAlike(text, other, sounds = "blurred") {
      let same = 0;
      for (let at = 0; at < text.length; at += 1) {
        if (text[at] === other[at]) same += 1;
        else if (!(sounds === "plain" ? soundsTheSame(text[at], other[at]) : soundingLike(shared.sounds.blurred, text.charCodeAt(at))?.has[other.charCodeAt(at)])) return false;
      }
      return same * 2 >= text.length;
    }

    /** The characters that sound like one, itself first. @param {string} char @param {"plain" | "blurred"} sounds */
    function sounding(char, sounds) {
      /** @type {number[]} */
      const codes = soundingLike(shared.sounds[sounds], char.charCodeAt(0))?.list ?? [];
      return [...new Set([char, ...codes.map((code) => String.fromCharCode(code))])];
    }

    /** @param {string} word @returns {ReadonlyMap<string, number> | null} as one spelling, where it is letters */
    const lettersOf = (word) => (LETTERS.test(word) && word.length > 1 ? new Map([[word, 0]]) : null);

    /** What is merely like a word. @param {string} word @param {boolean} several whether other words of the query are found, so that a slip in whole syllables is likely @returns {Generator<undefined, Found[]>} */
    function* weak(word, several) {
      if (LETTERS.test(word)) {
        const letters = lettersOf(word.length > 3 ? blur(word) : "");
        const lists = letters ? yield* each((part) => part.blurred(letters)) : parts.map((part) => part.none());
        if (numberOf(lists) || word.length < 6) return lists;
        const swaps = new Map(swapped(word).map((one) => [blur(one), 0]));
        const found = yield* each((part) => part.blurred(swaps));
        // What is whole syllables is rarely a slip, unless two letters are swapped.
        return numberOf(found) || (isSpelled(word) && !several && word.length < 10) ? found : yield* misspelled(word);
      }
      const lists = yield* each((part) => part.homophone(word));
      return numberOf(lists) ? lists : yield* each((part) => part.edited(word));
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
      const [single, joined] = [words.length === 1, words.join("")];
      const others = words.map(otherwise);
      const letters = words.map(lettersOf);
      const [joinedOthers, joinedLetters] = [otherwise(joined), lettersOf(joined)];
      const found = yield* each((part) => {
        const hits = intersection(words.map((word, place) => part.strong(word, others[place], letters[place], !single)));
        merge(hits, single ? part.pieces(joined) : part.strong(joined, joinedOthers, joinedLetters, false), single);
        return hits;
      });
      const best = bestMode(found);
      if (best < Infinity) return { found, near: best === PIECES };
      /** @type {Found[][]} by word, by part */
      const nearly = [];
      for (const [place, word] of words.entries()) nearly.push(single ? found : yield* each((part) => part.strong(word, others[place], letters[place], false)));
      const several = nearly.some((lists) => numberOf(lists) > 0);
      for (const [place, word] of words.entries()) if (!numberOf(nearly[place])) nearly[place] = yield* weak(word, several);
      /** @param {Found[][]} lists by word */
      const all = (lists) => parts.map((_, number) => intersection(lists.map((list) => list[number])));
      const both = all(nearly);
      if (single || numberOf(both) || !several) return { found: both, near: true };
      // Each word stands somewhere, but none beside the others: one may be a slip that happens to be a reading of something.
      for (const [place, word] of words.entries()) {
        if (!letters[place] || word.length < 6) continue;
        const meant = yield* weak(word, true);
        const those = numberOf(meant) ? all(nearly.map((lists, at) => (at === place ? meant : lists))) : both;
        if (numberOf(those)) return { found: those, near: true };
      }
      return { found: both, near: true };
    }

    /** All at once, every hit, best first: for what is not typed. @param {string} query @returns {{hits: Hit[], near: boolean}} */
    function search(query) {
      const { found, near } = atOnce(steps(query));
      return { hits: top(found, Infinity), near };
    }

    /**
     * Whether anything has a word, in its normal form, as it is written, by a synonym or by its sound.
     * @param {string} word
     */
    function* holds(word) {
      const [others, letters] = [otherwise(word), lettersOf(word)];
      for (const part of word === "" ? [] : parts) {
        if (part.strong(word, others, letters, false).entries.length) return true;
        yield;
      }
      return false;
    }

    /** What begins with a known word and has the letters for its initials, where nothing else is found. @param {string} letters */
    function* abbreviated(letters) {
      return yield* each((part) => part.abbreviated(letters));
    }

    /** How often a text in its normal form stands anywhere as it is written, counted up to twice. @param {string} piece */
    function times(piece) {
      let number = standing.get(piece) ?? 0;
      if (!standing.has(piece)) for (let at = 0; at < parts.length && number < 2; at += 1) number += parts[at].standing(piece, 2);
      standing.set(piece, number);
      return number;
    }

    /** Whether a text in its normal form stands anywhere, as it is written. @param {string} piece */
    const contains = (piece) => times(piece) > 0;

    /** The entries that have a text in its normal form, as it is written; whose it is counts too. @param {string} piece */
    function* find(piece) {
      const found = recent.get(piece) ?? (yield* each((part) => part.find(piece)));
      // The next key asks for most of them again; the one asked for longest ago goes.
      recent.delete(piece);
      recent.set(piece, found);
      if (recent.size > RECENT) recent.delete(recent.keys().next().value ?? "");
      return found;
    }

    /** What two characters may be short for. @param {string} short @returns {Generator<undefined, string[]>} */
    function* longForms(short) {
      return [...new Set((yield* each((part) => part.longForms(short))).flat())];
    }

    /** The entries that have the parts of a phrase in any order. @param {string} phrase in its normal form */
    function* inPieces(phrase) {
      return yield* each((part) => part.pieces(phrase));
    }

    /** A mark of a hit as places in the string it lies in, as written. @param {Mark} mark */
    function shown(mark) {
      const part = parts.filter(({ base }) => base <= mark.from).at(-1);
      if (!part) throw new RangeError(`no text at ${mark.from}`);
      return part.shown(mark);
    }

    return { add, steps, search, holds, shown, normalise, contains, times, find, inPieces, longForms, abbreviated, isSpelled, reads, soundsAlike, soundingLike: sounding };
  }

  /** Whether two characters are a word. @param {string} listed words of two characters, one after another */
  function wordsOf(listed) {
    const numbers = new Uint16Array(65536);
    let known = 0;
    for (let at = 0; at < listed.length; at += 1) numbers[listed.charCodeAt(at)] ||= known += 1;
    const words = new Uint8Array((known + 1) ** 2);
    for (let at = 0; at + 2 <= listed.length; at += 2) words[numbers[listed.charCodeAt(at)] * (known + 1) + numbers[listed.charCodeAt(at + 1)]] = 1;
    /** @param {number} first @param {number} second their codes */
    return (first, second) => words[numbers[first] * (known + 1) + numbers[second]] === 1;
  }

  /** The strongest mode of all hits, Infinity where there are none. @param {Found[]} founds */
  function bestMode(founds) {
    let best = Infinity;
    for (const { entries, ranks } of founds) for (const entry of entries) best = Math.min(best, ranks[entry]);
    return best === Infinity ? best : modeOf(best);
  }

  /** Runs through without a pause. @template T @param {Generator<undefined, T>} work @returns {T} */
  function atOnce(work) {
    let step = work.next();
    while (!step.done) step = work.next();
    return step.value;
  }

  return { index, atOnce };
})();
