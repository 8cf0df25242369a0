// Texts as the search compares them: their normal form, and the sounds of their characters. Pure.
"use strict";

/** @typedef {{readings: Map<number, string[]>, codes: Map<string, number[]>, firsts: Uint32Array}} Sounds the syllables of a
 *   character, the characters of a syllable, and the first letters of a character's syllables as bits; characters by code */

const rolebookNormalForm = (() => {
  const DROPPED = 1, SEVERAL = 2;

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

  return { normaliser, blur, soundsOf };
})();
