// The role's Word parts and a hire into a Word file: the same bytes as rolebook/sheets/word/file.py makes, and the same
// name as rolebook/sheets/names.py gives it. Pure.
"use strict";

const rolebookWordFile = (() => {
  const { patterns, longestPart, longestOfFour, atNoEnd, ending, annex, nextLine } = window.rolebookSheetRules;
  const PLACE = new RegExp(patterns.place, "gu");
  const SPAN = new RegExp(patterns.span, "gu");
  const FORBIDDEN = new RegExp(patterns.forbidden, "gu");
  const DEVICES = new RegExp(patterns.devices, "iu");
  /** @type {Record<string, string>} */
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]);

  /** @param {string} text @param {Record<string, string>} values */
  const placed = (text, values) => text.replace(PLACE, (_, key) => escaped(values[key]).replace(/\n/g, nextLine));

  /** A part as form.py has packed it. @param {string[]} stretches @param {(string | number)[]} pieces */
  const unpacked = (stretches, pieces) => pieces.map((piece) => (typeof piece === "number" ? stretches[piece] : piece)).join("");

  /** A part with its values, its rows of facts, and the sections that are kept. @param {string} text @param {Words} words */
  function filled(text, words) {
    /** @type {Map<string, string>} */
    const patterns = new Map();
    for (const [, name, inside] of text.matchAll(SPAN)) patterns.set(name, inside);
    const facts = words.rows.map((row) => {
      const pattern = patterns.get(row.length === 2 ? "pair" : "single") ?? "";
      return placed(pattern, Object.fromEntries(row.flatMap(({ label, value }, n) => [[`label${n}`, label], [`value${n}`, value]])));
    });
    /** What is kept of the sections stands where the first of them stood. */
    const waiting = [words.kept.map((key) => patterns.get(key) ?? "").join("")];
    const kept = text.replace(SPAN, (_, name, inside) => {
      if (name === "pair" || name === "single") return name === "pair" ? facts.join("") : "";
      if (name === annex || name.startsWith(ending)) return words.behind.has(name) ? inside : "";
      return waiting.pop() ?? "";
    });
    return placed(kept, words.places);
  }

  /** @param {string} base64 */
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  /**
   * @param {[string, string][]} fixed the template's parts that nobody changes, in base64
   * @param {SheetData} data
   * @param {Words} words
   */
  function wordFile(fixed, data, words) {
    const encoder = new TextEncoder();
    /** @type {Map<string, Uint8Array>} a role's picture takes the place of the template's */
    const entries = new Map();
    const tight = words.crowded ? window.rolebookWordTight : [];
    for (const [name, base64] of [...fixed, ...data.pictures, ...tight]) entries.set(name, bytes(base64));
    for (const [name, ...packed] of data.parts) entries.set(name, encoder.encode(filled(unpacked(...packed), words)));
    return rolebookZip.zip([...entries]);
  }

  /**
   * The name of a file, without its ending: safe on every system.
   * @param {string[]} parts of which the empty ones are left out
   * @param {number} longest bytes of a part
   */
  function stem(parts, longest = longestPart) {
    const name = parts
      .filter(Boolean)
      .map((part) => safe(part, longest))
      .join("-");
    return DEVICES.test(name) ? `_${name}` : name;
  }

  /**
   * The name of a sheet's file, as `sheet_stem` of Python gives it.
   * @param {Paper} paper
   * @param {string} role
   * @param {string[]} hire
   * @param {string} number its place in a list
   */
  function sheetStem(paper, role, hire, number = "") {
    return paper.called ? stem([number, role, paper.called, ...hire], longestOfFour) : stem([number, role, ...hire]);
  }

  /** @param {string} part @param {number} longest */
  function safe(part, longest) {
    const seen = [...part.normalize("NFC")].filter((letter) => !rolebookHire.invisible(letter)).join("");
    let cut = "";
    let size = 0;
    for (const letter of seen.replace(FORBIDDEN, "_")) {
      size += new TextEncoder().encode(letter).length;
      if (size > longest) break;
      cut += letter;
    }
    const letters = [...cut];
    while (letters.length && atNoEnd.includes(letters[0])) letters.shift();
    while (letters.length && atNoEnd.includes(letters[letters.length - 1])) letters.pop();
    return letters.join("") || "_";
  }

  return { wordFile, stem, sheetStem };
})();
