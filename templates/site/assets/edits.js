// Texts that differ by one edit: one character wrong, missing, too many, or two swapped. Pure: no document, no events.
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

  return { reversed, mayBegin, oneEdit };
})();
