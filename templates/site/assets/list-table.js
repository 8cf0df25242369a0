// The rows of a staff list, from a file or as Excel puts them on the clipboard: read as rolebook/sheets/hires/spreadsheet.py
// reads CSV. What is said of a list, and the rules by which, are those of Python (sheet-list-rules.js). Pure.
"use strict";

/**
 * @typedef {{severity: string, rule: string, line: number, column: number, message: string, hint: string}} ListFinding
 * @typedef {{line: number, texts: Map<number, string>, width: number}} ListRow its line and column → text, from 1; how many columns it has
 * @typedef {{rows: ListRow[], findings: ListFinding[], sheet?: string, faults?: {finding: ListFinding, last: number}[]}} ListTable with the title of
 *   its sheet, and what is wrong with cells up to a last column
 * @typedef {[string, string, string[], boolean, boolean]} ListRole id, title, aliases, whether retired, whether its sheet is stopped
 * @typedef {{patterns: Record<string, string>, limits: Record<string, number>, sayings: Record<string, [string, string, string, string]>, words: Record<string, string>,
 *   located: string, noDate: Sentence, ranks: Record<string, number>, dayOne: string, formats: Record<string, string>, rolesSheet: string, separators: string, required: string[], labels: Record<string, string>, headings:
 *   [string, string][], known: Record<string, string>, mapped: string[], first: string[], titles: [string, string][], roles: ListRole[], now: Record<string, string>,
 *   papers: [string, string, boolean, boolean][], default: string, companies: [string, string][], variants: Record<string, string>, addresses: Record<string, [string,
 *   string]>}} ListRules made by rolebook/sheets/batch_page.py
 */

const rolebookListTable = (() => {
  const { patterns, limits, sayings, separators } = window.rolebookListRules;
  const SEPARATOR = new RegExp(patterns.separator, "u");
  const NO_CSV = ["80,75,3,4", "208,207,17,224"]; // how files of Excel begin, new and old

  /** The text with what its places in braces hold. @param {string} text @param {Record<string, string | number>} values */
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, key) => String(values[key] ?? place));

  /** @param {string} name @param {number} line @param {number} column @param {Record<string, string | number>} values @returns {ListFinding} */
  function say(name, line, column, values = {}) {
    const [severity, rule, message, hint] = sayings[name];
    return { severity, rule, line, column, message: filled(message, values), hint: filled(hint, values) };
  }

  /** As it may be shown: cut, and nothing hidden in it. @param {string} text */
  function shown(text, most = 24) {
    const code = (/** @type {string} */ letter) => Number(letter.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0");
    const letters = [...text].slice(0, most).map((letter) => (rolebookHire.invisible(letter) ? `⟨U+${code(letter)}⟩` : letter));
    return letters.join("") + ([...text].length > most ? "…" : "");
  }

  /** What there is of a list that cannot be read: why. */
  const refused = (/** @type {string} */ name, line = 1, column = 1, values = {}) => ({ text: "", rows: [], findings: [say(name, line, column, values)] });

  /** The text in an encoding; nothing where it is in another. @param {Uint8Array} bytes @param {string} encoding */
  function read(bytes, encoding) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  /** The text of a file in UTF-8 or GB18030, or what it is instead. @param {Uint8Array} bytes @returns {{text: string, findings: ListFinding[]}} */
  function decoded(bytes) {
    if (bytes.length > limits.bytes) return refused("large");
    if (NO_CSV.includes(bytes.slice(0, 4).join())) return refused("no_csv");
    if (/^(?:\xff\xfe|\xfe\xff)|[,;\t]\0|\0[,;\t]/.test(String.fromCharCode(...bytes.slice(0, 200)))) return refused("utf_16");
    const proper = read(bytes, "utf-8");
    if (proper !== null) return { text: proper, findings: [] };
    const loose = new TextDecoder("utf-8").decode(bytes);
    const damaged = loose.split("\ufffd").length - 1;
    const sound = [...loose].filter((letter) => letter > "\x7f").length - damaged;
    const text = sound <= damaged ? read(bytes, "gb18030") : null; // another encoding, else a damaged place
    const isBig5 = text && !text.includes("姓名") && new TextDecoder("big5").decode(bytes).includes("姓名");
    if (text !== null) return isBig5 ? refused("big5") : { text, findings: [] };
    const before = loose.slice(0, loose.indexOf("\ufffd")).split("\n");
    return refused("no_text", before.length, before[before.length - 1].split(",").length);
  }

  /** What stands between the fields: the most frequent sign of the first line that has one. @param {string} text */
  function separatorOf(text) {
    const first = text.split(/\r\n|\r|\n/).find((line) => [...separators].some((sign) => line.includes(sign))) ?? "";
    return [...separators].reduce((best, sign) => (first.split(sign).length > first.split(best).length ? sign : best));
  }

  /** The rows that hold something. @param {string} text @returns {ListTable} */
  function table(text) {
    const told = SEPARATOR.exec(text);
    const separator = told ? told[1] : separatorOf(text);
    const FIELD = new RegExp(`^(?:"((?:[^"]|"")*)("?)|[^\\r\\n\\u{${separator.codePointAt(0)?.toString(16)}}]*)`, "u");
    const rows = /** @type {ListRow[]} */ ([]);
    let [at, line, cells] = told ? [told[0].length, 2, 0] : [0, 1, 0];
    while (at < text.length) {
      const [begun, first, fields] = [at, line, /** @type {string[]} */ ([])];
      do {
        if (fields.length) at += separator.length;
        const [field, quoted, closed] = FIELD.exec(text.slice(at, at + limits.line + 2)) ?? [""];
        at += field.length;
        if (at - begun > limits.line) return refused("long_line", first);
        if (closed === "") return refused("no_record", first, 1, { problem: "unexpected end of data" });
        if (closed && !text.startsWith(separator, at) && !"\r\n".includes(text[at] ?? "")) return refused("no_record", first, 1, { problem: `'${separator}' expected after '"'` });
        line += (quoted ?? "").split(/\r\n|\r|\n/).length - 1;
        fields.push(quoted?.replaceAll('""', '"') ?? field);
      } while (text.startsWith(separator, at));
      if (at < text.length) at += text.startsWith("\r\n", at) ? 2 : 1;
      line += 1;
      const held = fields.flatMap((field, place) => (field.trim() ? [/** @type {[number, string]} */ ([place + 1, field])] : []));
      if (held.length) rows.push({ line: first, texts: new Map(held), width: fields.length });
      cells += held.length;
      if (rows.length > limits.rows + 1 || cells > limits.cells) return refused("too_many", first);
      if (line > limits.lines) return refused("many_lines", line);
    }
    return rows.length ? { rows, findings: [] } : refused("empty", 1);
  }

  return { filled, say, shown, decoded, table };
})();
