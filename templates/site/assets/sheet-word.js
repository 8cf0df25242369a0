// The role's Word parts and a hire into a Word file: the same bytes as rolebook/sheets/word/file.py makes. Pure.
"use strict";

const rolebookWordFile = (() => {
  const PLACE = /\ue000([^\ue001]*)\ue001/g;
  const SPAN = /\ue002([^\ue003]*)\ue003([^\ue004]*)\ue004/g;
  /** @type {Record<string, string>} */
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]);

  /** @param {string} text @param {Record<string, string>} values */
  const placed = (text, values) => text.replace(PLACE, (_, key) => escaped(values[key]));

  /** A part with its values, its rows of facts, and the sections that are kept. @param {string} text @param {Words} words */
  function filled(text, words) {
    /** @type {Map<string, string>} */
    const patterns = new Map();
    for (const [, name, inside] of text.matchAll(SPAN)) patterns.set(name, inside);
    const facts = words.rows.map((row) => {
      const pattern = patterns.get(row.length === 2 ? "pair" : "single") ?? "";
      return placed(pattern, Object.fromEntries(row.flatMap(({ label, value }, n) => [[`label${n}`, label], [`value${n}`, value]])));
    });
    const kept = text.replace(SPAN, (_, name, inside) => {
      if (name === "pair") return facts.join("");
      return name !== "single" && words.kept.has(name) ? inside : "";
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
    for (const [name, base64] of [...fixed, ...data.pictures]) entries.set(name, bytes(base64));
    for (const [name, text] of data.parts) entries.set(name, encoder.encode(filled(text, words)));
    return rolebookZip.zip([...entries]);
  }

  return { wordFile };
})();
