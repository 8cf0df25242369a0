// Where words and numbers end in a row of characters, 0 between two strings. Pure: no document, no events.
"use strict";

const rolebookBorders = (() => {
  /** Characters that link words. */
  const LINKS = new Set([..."的及和与或等"].map((char) => char.charCodeAt(0)));

  /** @param {number} code of a character */
  const isDigit = (code) => code >= 48 && code <= 57;

  /**
   * @param {Uint16Array} codes the characters
   * @param {Uint8Array} opens where a part of a string begins: 1, after 、 2
   * @param {Shared["isWord"]} isWord
   */
  function borders(codes, opens, isWord) {
    /** Whether a number goes on beyond the stretch: 50 in 500, but not in 20、50. @param {number} from @param {number} to */
    function cutsNumber(from, to) {
      return (
        (isDigit(codes[from]) && !opens[from] && isDigit(codes[from - 1])) ||
        (isDigit(codes[to - 1]) && !opens[to] && isDigit(codes[to]))
      );
    }

    /** Whether a stretch ends before another word or a part, 及 and the like between them. @param {number} to */
    const endsAt = (to) => !codes[to] || opens[to] > 0 || wordAt(to) || LINKS.has(codes[to]);

    /** Whether a stretch begins after another word or with a part, 及 and the like between them. @param {number} at */
    const beginsAt = (at) => !codes[at - 1] || opens[at] > 0 || wordAt(at - 2) || LINKS.has(codes[at - 1]);

    /** @param {number} at */
    const wordAt = (at) => isWord(codes[at], codes[at + 1]);

    /**
     * Whether a short stretch is no word but the end of one and the beginning of the next: 报销 in 汇报销路.
     * @param {number} from
     * @param {number} to
     * @param {number} start of the string
     * @param {number} end of the string
     */
    function cutsWords(from, to, start, end) {
      if (to - from < 2 || wordAt(from) || wordAt(to - 2)) return false;
      const first = from === start || opens[from] > 0;
      const last = to === end || opens[to] > 0;
      if (first && last) return false;
      return (first || wordAt(from - 1)) && (last || wordAt(to - 1));
    }

    return { cutsNumber, cutsWords, beginsAt, endsAt, wordAt };
  }

  return { borders };
})();
