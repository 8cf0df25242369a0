// Stretches that differ from a word by one edit: one character wrong, missing, too many, or two swapped. Pure: no document, no events.
"use strict";

const rolebookEdits = (() => {
  /** @param {string} text */
  const reversed = (text) => [...text].reverse().join("");

  /**
   * Whether a text that begins so can take the pattern with one edit: one of two characters stays where it is, or near.
   * @param {string} pattern
   * @param {number} first @param {number} second codes
   */
  function mayBegin(pattern, first, second) {
    const [one, other] = [pattern.charCodeAt(0), pattern.charCodeAt(1)];
    return first === one || first === other || second === one || second === other;
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

  /**
   * Each stretch that differs from a word of four characters and more by one edit: one half of it stands exactly. Nothing is
   * forgiven in digits: 50元 is not 60元.
   * @param {string} word
   * @param {{eachExact: (word: string, limit: number, take: (at: number) => void) => void, codes: Uint16Array, text: (from: number, to: number) => string, end: number}} row
   *   of characters, 0 between two strings, looked at up to its end
   * @param {(from: number, to: number) => void} take
   */
  function eachEdited(word, { eachExact, codes, text, end }, take) {
    if (word.length < 4) return;
    const middle = word.length >> 1;
    const [left, right] = [word.slice(0, middle), word.slice(middle)];
    const backwards = reversed(left);
    /** @param {number} from @param {number} to */
    const alike = (from, to) => {
      const found = text(from, to);
      if (!found.includes("\u0000") && found.replace(/\D/g, "") === word.replace(/\D/g, "")) take(from, to);
    };
    eachExact(left.slice(0, -1) + right[0] + left.slice(-1) + right.slice(1), end, (at) => take(at, at + word.length));
    eachExact(left, end, (at) => {
      const start = at + left.length;
      if (!mayBegin(right, codes[start], codes[start + 1])) return;
      const taken = oneEdit(right, text(start, start + right.length + 1));
      if (taken >= 0) alike(at, start + taken);
    });
    eachExact(right, end, (at) => {
      if (!mayBegin(backwards, codes[at - 1], codes[at - 2])) return;
      const taken = oneEdit(backwards, reversed(text(at - left.length - 1, at)));
      if (taken >= 0) alike(at - taken, at + right.length);
    });
  }

  return { eachEdited };
})();
