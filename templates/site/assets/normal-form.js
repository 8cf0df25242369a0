// Texts as the search compares them: their normal form, and the sounds of their characters. Pure.
"use strict";

/** @typedef {{readings: (string[] | undefined)[], codes: Map<string, number[]>, firsts: Uint32Array, initialled: Map<string, number[]>}} Sounds
 *   the syllables of a character, the characters of a syllable, the first letters of a character's syllables as bits, and the
 *   characters of a first letter that was asked for; characters by code
 *  @typedef {{list: number[], has: Uint8Array}} Codes characters, and by code 1 for each
 *  @typedef {{openings: {code: number, whole: boolean, bit: number}[], seconds: Uint32Array, next: Int32Array, ends: Uint8Array}} Spellings the
 *   characters that any of them may begin with: whether such a one is all of the only spelling, and the bit that those have in
 *   `seconds` which may follow it, 0 where any may; and a tree: after a state and a letter (0 to 25) comes
 *   the state next[26 * state + letter], 0 where there is none; ends[state] is one more than the number of the spelling that ends there, or 0 */

const rolebookNormalForm = (() => {
  const DROPPED = 1, SEVERAL = 2;
  const MAY_END = -1;
  /** 、 stands between the things of a list. */
  const LISTING = 0x3001;
  /** Characters that are written one for the other. */
  const SHAPES = "聘骋 竞竟 货贷 未末 己已巳 侯候 拔拨 拆折析 治冶洽 代伐 住往 土士 干千 没设 谈淡 许计 采彩 核该刻 处外 贵责 销捎稍 施拖 推堆 准淮 涨胀 层屋 申甲由 甩用 问间闻 简筒 署暑 卷券 誉誊 营宫官管 宣宜 常尝 陪赔倍 徒徙 场杨 拢扰 汇江 损捐 投没 检捡险 晴睛 续读 绩债积 徽微 例列 侧测 傍榜 延廷 抒杼 盲育 辅铺 漠模 摸模".split(" ");
  const LATIN = "abcdefghijklmnopqrstuvwxyz";

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
     * @param {number[]} [starts] filled with 1 for each code unit of the result that begins a part, 2 after 、, else 0
     */
    function normalise(text, places, starts) {
      let result = "";
      let after = 1;
      let next = 0;
      for (let at = 0; at < text.length; at = next) {
        const code = Number(text.codePointAt(at));
        next = at + (code > 0xffff ? 2 : 1);
        const short = code > 0xffff ? SEVERAL : folds[code] || fold(code);
        const piece = short === DROPPED ? "" : short === SEVERAL ? longFold(code) : String.fromCharCode(short);
        if (piece === "") {
          after = after !== 1 && code === LISTING ? 2 : 1;
          continue;
        }
        for (let each = 0; each < piece.length; each += 1) {
          if (places) places.push(at);
          if (starts) starts.push(each === 0 ? after : 0);
        }
        result += piece;
        after = 0;
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
    const empty = () => ({ readings: Array(65536).fill(undefined), codes: new Map(), firsts: new Uint32Array(65536), initialled: new Map() });
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
    const known = table.readings[code];
    if (known?.includes(reading)) return;
    if (known) known.push(reading);
    else table.readings[code] = [reading];
    const codes = table.codes.get(reading);
    if (codes) codes.push(code);
    else table.codes.set(reading, [code]);
    table.firsts[code] |= 1 << (reading.charCodeAt(0) - 97);
  }

  /** Every part of the data asks for them in turn. @type {WeakMap<ReadonlyMap<string, number>, Spellings>} */
  const spelt = new WeakMap();

  /**
   * Spellings in letters as one tree, so that all of them are looked for at once, and the characters that any may begin with.
   * @param {Sounds} table @param {ReadonlyMap<string, number>} words each with its number; of this table only
   * @param {Uint16Array} numbers by code: 0 for characters that stand nowhere @returns {Spellings}
   */
  function spellings(table, words, numbers) {
    const before = spelt.get(words);
    if (before) return before;
    const size = [...words.keys()].reduce((sum, word) => sum + word.length, 1);
    const [next, ends] = [new Int32Array(26 * size), new Uint8Array(size)];
    let known = 0;
    for (const [word, number] of words) {
      let state = 0;
      for (let at = 0; at < word.length; at += 1) state = next[26 * state + word.charCodeAt(at) - 97] ||= known += 1;
      ends[state] = number + 1;
    }
    /** The state after letters, MAY_END where a spelling may end among them, 0 where none goes on so. @param {number} state @param {string} letters */
    function after(state, letters) {
      for (let at = 0; at < letters.length; at += 1) {
        state = next[26 * state + letters.charCodeAt(at) - 97];
        if (!state || ends[state]) return state && MAY_END;
      }
      return state;
    }

    const readings = [...table.codes, ...Array.from(LATIN, (letter) => /** @type {const} */ ([letter, [letter.charCodeAt(0)]]))];
    /** @type {Map<number, number[]>} the states after a character that a spelling may begin with */
    const begun = new Map();
    for (const [letters, codes] of readings) {
      const state = after(0, letters);
      if (state) for (const code of codes) if (numbers[code]) begun.set(code, [...(begun.get(code) ?? []), state]);
    }
    const seconds = new Uint32Array(65536);
    /** @type {Map<string, number>} states as a bit of `seconds` */
    const bits = new Map();
    /** @type {Spellings["openings"]} */
    const openings = [...begun].map(([code, states]) => {
      if (states.includes(MAY_END)) return { code, whole: words.size === 1, bit: 0 };
      const known = bits.get(states.join());
      const bit = known ?? 1 << bits.size % 32;
      bits.set(states.join(), bit);
      if (!known) for (const [letters, codes] of readings) if (states.some((state) => after(state, letters))) for (const second of codes) seconds[second] |= bit;
      return { code, whole: false, bit };
    });
    const found = { openings, seconds, next, ends };
    spelt.set(words, found);
    return found;
  }

  /** The characters that are read with a first letter, and the letter. @param {Sounds} table @param {string} letter */
  function initialled(table, letter) {
    const known = table.initialled.get(letter);
    if (known) return known;
    const bit = 1 << (letter.charCodeAt(0) - 97);
    const codes = [letter.charCodeAt(0), ...table.readings.flatMap((known, code) => (known && table.firsts[code] & bit ? [code] : []))];
    table.initialled.set(letter, codes);
    return codes;
  }

  /** @type {WeakMap<Sounds, Map<number, Codes>>} */
  const sounding = new WeakMap();

  /** The characters that are taken for one, by how they are written. @param {number} code */
  const lookingLike = (code) => SHAPES.filter((group) => group.includes(String.fromCharCode(code))).flatMap((group) => [...group].map((char) => char.charCodeAt(0)));

  /** The characters that sound like one, or look like it, itself among them; null where its sound is not known. @param {Sounds} table @param {number} code */
  function soundingLike(table, code) {
    const readings = table.readings[code];
    if (!readings) return null;
    const known = sounding.get(table) ?? new Map();
    sounding.set(table, known);
    const before = known.get(code);
    if (before) return before;
    /** @type {Codes} */
    const codes = { list: [...new Set([...readings.flatMap((reading) => table.codes.get(reading) ?? []), ...lookingLike(code)])], has: new Uint8Array(65536) };
    for (const other of codes.list) codes.has[other] = 1;
    known.set(code, codes);
    return codes;
  }

  return { normaliser, blur, soundsOf, spellings, initialled, soundingLike };
})();
