// Where two sentences differ: stretches that both have, found by the longest common subsequence of characters. Pure.
"use strict";

const rolebookWording = (() => {
  /** A stretch that both have is shown as such from so many characters on; shorter ones are chance. */
  const SHORTEST = 2;
  /** Below this share of common characters two sentences have nothing to be held against each other. */
  const ALIKE = 0.5;

  /**
   * For every character of `text` whether `other` has it too, in the same order.
   * @param {string[]} text
   * @param {string[]} other
   */
  function common(text, other) {
    const width = other.length + 1;
    const longest = new Uint16Array((text.length + 1) * width);
    for (let at = text.length - 1; at >= 0; at -= 1) {
      for (let place = other.length - 1; place >= 0; place -= 1) {
        longest[at * width + place] =
          text[at] === other[place]
            ? longest[(at + 1) * width + place + 1] + 1
            : Math.max(longest[(at + 1) * width + place], longest[at * width + place + 1]);
      }
    }
    const both = text.map(() => false);
    for (let at = 0, place = 0; at < text.length && place < other.length; ) {
      if (text[at] === other[place]) {
        both[at] = true;
        at += 1;
        place += 1;
      } else if (longest[(at + 1) * width + place] >= longest[at * width + place + 1]) at += 1;
      else place += 1;
    }
    return both;
  }

  /**
   * `text` in stretches, those marked that `others` do not have: the one of them is taken that it is most like. Nothing is
   * marked where none is like it.
   * @param {string} text
   * @param {string[]} others
   * @returns {{text: string, differs: boolean}[]}
   */
  function stretches(text, others) {
    const characters = [...text];
    let best = characters.map(() => true);
    let likeness = 0;
    for (const other of others) {
      const letters = [...other];
      const both = common(characters, letters);
      const ratio = (2 * both.filter(Boolean).length) / (characters.length + letters.length || 1);
      if (ratio > likeness) [best, likeness] = [both, ratio];
    }
    if (likeness < ALIKE) return [{ text, differs: false }];
    /** @type {{text: string, differs: boolean}[]} */
    const found = [];
    characters.forEach((character, at) => {
      const last = found[found.length - 1];
      if (last && last.differs === !best[at]) last.text += character;
      else found.push({ text: character, differs: !best[at] });
    });
    return joined(found);
  }

  /** A short common stretch between two that differ belongs to them. @param {{text: string, differs: boolean}[]} found */
  function joined(found) {
    /** @type {{text: string, differs: boolean}[]} */
    const kept = [];
    found.forEach((one, at) => {
      const inner = at > 0 && at < found.length - 1 && [...one.text].length < SHORTEST;
      const differs = one.differs || inner;
      const last = kept[kept.length - 1];
      if (last && last.differs === differs) last.text += one.text;
      else kept.push({ text: one.text, differs });
    });
    return kept;
  }

  return { stretches };
})();
