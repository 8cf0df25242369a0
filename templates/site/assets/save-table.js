// A table of the page as a file that Excel opens: CSV with a byte order mark, nothing in it taken for a formula.
"use strict";

const rolebookTable = (() => {
  /** What a spreadsheet takes for the beginning of a formula (OWASP). */
  const FORMULA = /^[=+\-@\t\r]/;

  /** @param {string} text */
  function cell(text) {
    const harmless = FORMULA.test(text) ? `'${text}` : text;
    return `"${harmless.replaceAll('"', '""')}"`;
  }

  /** The shown rows of tables, an empty line between two. @param {HTMLTableElement[]} tables */
  function rows(tables) {
    return tables.flatMap((table, at) => [
      ...(at ? [[]] : []),
      ...[...table.rows]
        .filter((row) => !row.hidden)
        .map((row) => [...row.cells].filter((one) => !one.hidden).map((one) => textOf(one))),
    ]);
  }

  /** @param {HTMLTableCellElement} one */
  function textOf(one) {
    const paragraphs = [...one.querySelectorAll("p")];
    const texts = (paragraphs.length ? paragraphs : [one]).map((each) => (each.textContent ?? "").replace(/\s+/g, " ").trim());
    return texts.join("\n");
  }

  /** @param {HTMLTableElement[]} tables @param {string} name of the file, without its ending */
  function save(tables, name) {
    const text = rows(tables).map((row) => row.map(cell).join(",")).join("\r\n");
    const address = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name.replace(/[\\/:*?"<>|]/g, "_")}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  }

  return { rows, save };
})();
