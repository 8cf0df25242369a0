// What was probably meant: the nearest of some known words, as `nearest` in rolebook/words/spelling.py finds it. Pure.
"use strict";

const rolebookNearest = (() => {
  const ALIKE = 75, HALF = 50, LOOKED_AT = 5;
  const folded = (/** @type {string} */ word) => word.normalize("NFKC").toLowerCase().trim();
  const mostSlips = (/** @type {string} */ other) => Math.max(1, Math.floor([...other].length / 3));
  const sorted = (/** @type {string} */ word) => folded(word).replace(/-/g, " ").split(/\s+/).filter(Boolean).sort().join(" ");

  /** Letters left out, added, changed or swapped with their neighbour. @param {string} left @param {string} right */
  function slips(left, right) {
    const [a, b] = [[...left], [...right]];
    const rows = [Array.from({ length: b.length + 1 }, (_, place) => place)];
    a.forEach((letter, i) => {
      const row = [i + 1];
      b.forEach((other, j) => {
        const least = Math.min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (letter === other ? 0 : 1));
        const swapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other;
        row.push(swapped ? Math.min(least, rows[i - 1][j - 1] + 1) : least);
      });
      rows.push(row);
    });
    return rows[a.length][b.length];
  }

  /** How much of two words is common, in their order: 0 to 100. @param {string} left @param {string} right */
  function ratio(left, right) {
    const [a, b] = [[...left], [...right]];
    let above = [0, ...b.map(() => 0)];
    for (const letter of a) {
      const row = [0];
      b.forEach((other, j) => row.push(letter === other ? above[j] + 1 : Math.max(above[j + 1], row[j])));
      above = row;
    }
    const total = a.length + b.length;
    return total ? (1 - (total - 2 * above[b.length]) / total) * 100 : 100;
  }

  /** The word with the best score of at least `least`, the first of several. @param {string[]} known @param {(word: string) => number} score @param {number} least */
  function best(known, score, least) {
    const scores = known.map(score);
    const highest = Math.max(...scores);
    return highest >= least ? known[scores.indexOf(highest)] : "";
  }

  /** Empty where no known word is near. @param {string} word @param {string[]} known */
  function nearest(word, known) {
    const wanted = folded(word);
    const counted = known.map((other) => ({ other, count: slips(wanted, folded(other)) })).sort((a, b) => a.count - b.count);
    const near = counted.slice(0, LOOKED_AT).filter(({ other, count }) => count <= mostSlips(other));
    const [likely] = near.sort((a, b) => a.count - b.count || ratio(wanted, b.other) - ratio(wanted, a.other) || (a.other < b.other ? -1 : 1));
    if (likely) return likely.other;
    const words = sorted(wanted);
    const found = best(known, (other) => ratio(words, sorted(other)), ALIKE);
    return found || /^[\x00-\x7f]*$/.test(wanted) ? found : best(known, (other) => ratio(wanted, folded(other)), HALF);
  }

  /** Whether a word is another one but for a few slips. @param {string} word @param {string} other */
  const isSlip = (word, other) => slips(folded(word), folded(other)) <= mostSlips(folded(other));

  return { nearest, isSlip };
})();
