// Texts as the search compares them: their normal form, and the sounds of their characters. Pure.
"use strict";

/** @typedef {{readings: Map<number, string[]>, codes: Map<string, number[]>, firsts: Uint32Array}} Sounds the syllables of a
 *   character, the characters of a syllable, and the first letters of a character's syllables as bits; characters by code
 *  @typedef {Uint8Array} Codes characters by code: 0 for those that are not meant */

const rolebookNormalForm = (() => {
  const DROPPED = 1, SEVERAL = 2;
  const OPENS = 1, ENDS = 2;

  /**
   * The normal form of a text, as `search_form` in rolebook/words/text.py: NFKC, lower case, letters and digits only, one
   * character for each group of `variants` (帐 is written 账). Characters are folded one by one, when they first turn up.
   * @param {Record<string, string>} variants
   */
  function normaliser(variants) {
    const folds = new Uint16Array(65536);
    /** @type {Map<number, string>} of the characters that become several code units */
    const longFolds = new Map();

    /** @param {number} code of a character */
    function folded(code) {
      const letters = String.fromCodePoint(code).normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}]/gu) ?? [];
      return letters.map((letter) => variants[letter] ?? letter).join("");
    }

    /** @param {number} code below 65536 @returns {number} a code unit, DROPPED or SEVERAL */
    function fold(code) {
      const text = folded(code);
      if (text.length > 1) longFolds.set(code, text);
      return (folds[code] = text === "" ? DROPPED : text.length > 1 ? SEVERAL : text.charCodeAt(0));
    }

    /** @param {number} code */
    function longFold(code) {
      const known = longFolds.get(code) ?? folded(code);
      longFolds.set(code, known);
      return known;
    }

    /**
     * @param {string} text
     * @param {number[]} [places] filled with the place in `text` of the character that each code unit of the result is from
     * @param {number[]} [starts] filled with 1 for each code unit of the result that begins a part, else 0
     */
    function normalise(text, places, starts) {
      let result = "";
      let after = true;
      let next = 0;
      for (let at = 0; at < text.length; at = next) {
        const code = Number(text.codePointAt(at));
        next = at + (code > 0xffff ? 2 : 1);
        const short = code > 0xffff ? SEVERAL : folds[code] || fold(code);
        const piece = short === DROPPED ? "" : short === SEVERAL ? longFold(code) : String.fromCharCode(short);
        if (piece === "") {
          after = true;
          continue;
        }
        for (let each = 0; each < piece.length; each += 1) {
          if (places) places.push(at);
          if (starts) starts.push(after && each === 0 ? 1 : 0);
        }
        result += piece;
        after = false;
      }
      return result;
    }

    return normalise;
  }

  /** Sounds that many do not tell apart: zh z, ch c, sh s, ng n, l n. @param {string} letters */
  const blur = (letters) => letters.replace(/([zcs])h/g, "$1").replace(/ng/g, "n").replace(/l/g, "n");

  /** @param {Record<string, string>} syllables each with the characters read so @returns {{plain: Sounds, blurred: Sounds}} */
  function soundsOf(syllables) {
    /** @returns {Sounds} */
    const empty = () => ({ readings: new Map(), codes: new Map(), firsts: new Uint32Array(65536) });
    const plain = empty();
    const blurred = empty();
    for (const [syllable, characters] of Object.entries(syllables)) {
      const spellings = /^[ln]ve$/.test(syllable) ? [syllable, syllable.replace("v", "u")] : [syllable];
      for (const spelling of spellings) {
        for (const char of characters) {
          add(plain, char.charCodeAt(0), spelling);
          add(blurred, char.charCodeAt(0), blur(spelling));
        }
      }
    }
    // Latin letters stand for themselves, so that kpizhibiao finds KPI指标.
    for (const table of [plain, blurred]) for (let bit = 0; bit < 26; bit += 1) table.firsts[97 + bit] = 1 << bit;
    return { plain, blurred };
  }

  /** @param {Sounds} table @param {number} code @param {string} reading */
  function add(table, code, reading) {
    const known = table.readings.get(code);
    if (known?.includes(reading)) return;
    if (known) known.push(reading);
    else table.readings.set(code, [reading]);
    const codes = table.codes.get(reading);
    if (codes) codes.push(code);
    else table.codes.set(reading, [code]);
    table.firsts[code] |= 1 << (reading.charCodeAt(0) - 97);
  }

  /** The last that were asked for, which every part of the data asks for in turn. @type {{table: Sounds, letters: string, codes: Codes} | null} */
  let opening = null;

  /**
   * The characters that letters may begin with: OPENS, or ENDS where one syllable is all of them, or begins with them.
   * @param {Sounds} table @param {string} letters @returns {Codes}
   */
  function openingOf(table, letters) {
    if (opening?.table === table && opening.letters === letters) return opening.codes;
    const codes = new Uint8Array(65536);
    codes[letters.charCodeAt(0)] = OPENS;
    for (const [syllable, characters] of table.codes) {
      if (!letters.startsWith(syllable) && !syllable.startsWith(letters)) continue;
      for (const code of characters) {
        const first = table.readings.get(code)?.find((reading) => letters.startsWith(reading) || reading.startsWith(letters));
        codes[code] = first?.startsWith(letters) ? ENDS : OPENS;
      }
    }
    opening = { table, letters, codes };
    return codes;
  }

  /** @type {WeakMap<Sounds, Map<number, Codes>>} */
  const sounding = new WeakMap();

  /** The characters that sound like one, itself among them; null where its sound is not known. @param {Sounds} table @param {number} code */
  function soundingLike(table, code) {
    const readings = table.readings.get(code);
    if (!readings) return null;
    const known = sounding.get(table) ?? new Map();
    sounding.set(table, known);
    const before = known.get(code);
    if (before) return before;
    /** @type {Codes} */
    const codes = new Uint8Array(65536);
    for (const reading of readings) for (const other of table.codes.get(reading) ?? []) codes[other] = 1;
    known.set(code, codes);
    return codes;
  }

  return { normaliser, blur, soundsOf, ENDS, openingOf, soundingLike };
})();
