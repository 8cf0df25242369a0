// The first sheet of an .xlsx file as the rows of a staff list: the same as rolebook/sheets/hires (workbook.py, spreadsheet.py)
// makes of it.
"use strict";

/**
 * @typedef {{codes: string[], strings: string[], begun: number}} Book formats of cells, texts that they share, the day from which days count
 * @typedef {{text?: string, fault?: string}} Shown what a cell shows, or the name of what is wrong with it
 */

const rolebookWorkbook = (() => {
  const { limits, formats, rolesSheet, dayOne } = window.rolebookListRules;
  const { say, shown } = rolebookListTable;
  const DAY = 86_400_000, IN_1904 = 1462, MOST_TAGS = 4_000_000;
  const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

  /** Ends reading a file, and says why. @param {string} name @returns {never} */
  function stop(name, line = 1, column = 1, where = "") {
    throw Object.assign(new Error(name), { finding: say(name, line, column, { where }) });
  }
  /** @type {(where?: string) => never} */
  const damaged = (where = "") => stop("damaged_xlsx", 1, 1, where && `（${where}）`);

  /** What a spreadsheet calls a column: 28 gives AB. @param {number} column @returns {string} */
  const letters = (column) => (column ? letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26)) : "");
  const all = (/** @type {Document | Element} */ inside, /** @type {string} */ name) => [...inside.getElementsByTagNameNS("*", name)];
  // Children are gone through one by one: there are hundreds of thousands, and a search in each costs seconds.
  /** @param {Element} of @returns {Generator<Element>} */
  function* children(of) {
    for (let child = of.firstElementChild; child; child = child.nextElementSibling) yield child;
  }
  /** The text of a `si` or a cell: that of its runs, without how it is pronounced. @param {Element} of @returns {string} */
  const textOf = (of) =>
    [...children(of)].map((child) => (child.localName === "t" ? child.textContent : child.localName === "rPh" ? "" : textOf(child))).join("");
  /** The first child of a name. @param {Element} of @param {string} name */
  const inside = (of, name) => [...children(of)].find(({ localName }) => localName === name);

  /** The rows of the first sheet, or why there are none. @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<ListTable>} */
  const table = (bytes) => read(bytes).catch(({ finding }) => ({ rows: [], findings: [finding ?? say("damaged_xlsx", 1, 1, { where: "" })] }));

  /** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<ListTable>} */
  async function read(bytes) {
    const parts = await Promise.resolve(bytes).then(rolebookZip.unzip).catch(() => stop("no_xlsx"));
    if (bytes.length > limits.bytes) stop("large");
    const size = [...parts.values()].reduce((sum, part) => sum + part.size, 0);
    if (parts.size > limits.parts || size > limits.bytes) stop("large_xlsx");
    if (!window.DecompressionStream) stop("no_unpacking");
    /** A part; an empty one where there is none and none has to be. @param {string} name */
    const xml = async (name, needed = true) => {
      const text = parts.has(name) || needed ? new TextDecoder("utf-8", { fatal: true }).decode(await (parts.get(name) ?? damaged()).read()) : "<none/>";
      if (text.split("<").length > MOST_TAGS) stop("large_xlsx");
      const part = new DOMParser().parseFromString(text, "text/xml");
      return part.doctype || part.querySelector("parsererror") ? damaged() : part;
    };
    /** What a part refers to. @param {string} part */
    const related = async (part) => {
      const at = part.lastIndexOf("/") + 1;
      return all(await xml(`${part.slice(0, at)}_rels/${part.slice(at)}.rels`, false), "Relationship").map((one) => ({
        id: one.getAttribute("Id"),
        part: decodeURI(new URL(one.getAttribute("Target") ?? "", `file:///${part}`).pathname.slice(1)),
        type: one.getAttribute("Type")?.split("/").pop(),
      }));
    };
    const main = (await related("")).find(({ type }) => type === "officeDocument")?.part ?? "xl/workbook.xml";
    const [workbook, known] = [await xml(main), await related(main)];
    const beside = (/** @type {string} */ type) => xml(known.find((one) => one.type === type)?.part ?? `xl/${type}.xml`, false);
    const [styles, strings] = [await beside("styles"), await beside("sharedStrings")];
    const own = Object.fromEntries(all(styles, "numFmt").map((one) => [one.getAttribute("numFmtId"), one.getAttribute("formatCode")]));
    const used = all(styles, "cellXfs").flatMap((one) => all(one, "xf").map((xf) => xf.getAttribute("numFmtId") ?? "0"));
    const in1904 = all(workbook, "workbookPr").some((one) => /^(?:1|true|t|on)$/.test(one.getAttribute("date1904") ?? ""));
    const tabs = all(workbook, "sheet").flatMap((tab) => {
      const id = [...tab.attributes].find(({ localName, prefix }) => localName === "id" && prefix)?.value;
      return known.filter((one) => one.id === id && one.type !== "chartsheet").map(({ part }) => ({ title: tab.getAttribute("name") ?? "", part }));
    });
    if (!tabs.length) stop("empty");
    const title = shown(tabs[0].title, limits.sheet);
    const { rows, faults } = readSheet(await xml(tabs[0].part), title, {
      codes: used.map((number) => own[number] || formats[number] || "General"),
      strings: all(strings, "si").map((one) => textOf(one).replaceAll("x005F_", "")),
      begun: Date.parse(dayOne) + (in1904 ? IN_1904 * DAY : 0),
    });
    const findings = [];
    for (const other of tabs.slice(1)) {
      const part = other.title === rolesSheet ? null : await xml(other.part, false);
      const isUsed = part && ["v", "t", "f"].some((name) => all(part, name).length);
      if (isUsed) findings.push(say("other_sheet", 1, 1, { read: title, other: shown(other.title, limits.sheet) }));
    }
    return rows.length ? { rows, findings, faults, sheet: title } : { rows, findings: [...findings, say("empty", 1, 1)] };
  }

  /** Row and column of `C5`. @param {string} reference */
  function placeOf(reference) {
    const [, name, row] = /^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$/i.exec(reference) ?? ["", "", "0"];
    return [Number(row), [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)];
  }

  /** @param {Document} part @param {string} title @param {Book} book */
  function readSheet(part, title, book) {
    const rows = /** @type {Map<number, Map<number, string>>} */ (new Map());
    const faults = all(part, "mergeCell").map((one) => {
      const [[line, column], [, last]] = [...(one.getAttribute("ref") ?? "").split(":"), ""].map(placeOf);
      return { finding: say("merged", line || 1, column || 1, { cell: `${title}!${shown(one.getAttribute("ref") ?? "")}` }), last: last || column || limits.columns };
    });
    let [line, column, cells, length] = [0, 0, 0, 0];
    for (const row of all(part, "row")) {
      [line, column] = [Number(row.getAttribute("r") ?? line + 1), 0];
      for (const cell of children(row)) {
        const reference = cell.getAttribute("r");
        [line, column] = reference ? placeOf(reference) : [line, column + 1];
        if (!(line >= 1 && line <= limits.lines && column >= 1 && column <= limits.columns)) damaged(`${title}!${shown(reference ?? `A${line}`)}`);
        const name = `${title}!${letters(column)}${line}`;
        const held = inside(cell, "f") ? { fault: "formula" } : shownIn(cell, book) ?? damaged(name);
        if (held.fault) faults.push({ finding: say(held.fault, line, column, { cell: name }), last: column });
        if (held.text?.trim()) rows.set(line, (rows.get(line) ?? new Map()).set(column, held.text));
        [cells, length] = [cells + (held.text || held.fault ? 1 : 0), length + (held.text?.length ?? 0)];
        if (length > limits.text || cells > limits.cells || rows.size > limits.rows + 1) stop("too_many", line, column);
      }
    }
    return { rows: [...rows].sort(([a], [b]) => a - b).map(([at, texts]) => ({ line: at, texts, width: limits.columns })), faults };
  }

  /** Nothing where the file is damaged. @param {Element} cell @param {Book} book @returns {Shown | null} */
  function shownIn(cell, { strings, codes, begun }) {
    const kind = cell.getAttribute("t") ?? "n";
    if (kind === "inlineStr") return { text: textOf(cell) };
    const written = inside(cell, "v")?.textContent ?? "";
    if (!written) return {};
    if (kind === "s") return strings[Number(written)] === undefined ? null : { text: strings[Number(written)] };
    if (kind === "d") return { text: written.replace(/[T ]00:00(?::00)?(?:\.0*)?Z?$/, "").replace("T", " ") };
    if (kind === "b" || kind === "e") return { fault: kind === "b" ? "truth" : "error" };
    if (kind !== "n") return { text: written };
    if (!NUMBER.test(written)) return null;
    const code = codes[Number(cell.getAttribute("s") ?? 0)] ?? "General";
    const [first] = code.split(";");
    const isDate = /(?<![_\\])[dmhys]/i.test(first.replace(/".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g, ""));
    if (isDate) return /\[(?:hh?|mm?|ss?)\]/i.test(first) ? { fault: "duration" } : day(Number(written), begun);
    return plainNumber(Number(written), code);
  }

  /** A number as it was typed, with the zeros that its format shows in front. @param {number} number @param {string} code @returns {Shown} */
  function plainNumber(number, code) {
    if (Math.abs(number) >= 10 ** limits.digits) return { fault: "inexact" };
    const [, before, zeros] = (Number.isInteger(number) && /^((?:"[^"]*"|\\.)*)(0+)$/.exec(code)) || ["", "", ""];
    const sign = number < 0 ? "-" : "";
    return { text: before.replace(/"|\\(?=.)/g, "") + sign + String(Math.abs(number)).padStart(zeros.length - sign.length, "0") };
  }

  /** The day, the time or both that a number counts. @param {number} number @param {number} begun @returns {Shown} */
  function day(number, begun) {
    const time = Math.round((number - Math.floor(number)) * DAY);
    const skipped = number > 0 && number < 60 && begun === Date.parse(dayOne) ? 1 : 0; // spreadsheets have a 29th of February 1900
    const date = new Date(begun + (Math.floor(number) + skipped) * DAY + time);
    if (!(date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999)) return { fault: "error" };
    const [before, after] = date.toISOString().replace(/(?:\.000)?Z$/, "").split("T");
    if (number >= 0 && number < 1 && time < DAY) return { text: after };
    return { text: after === "00:00:00" ? before : `${before} ${after}` };
  }

  return { table, letters };
})();
