// The register of rewards and penalties, and the table of what roles ask for: headings sort, the field above filters. Without this script: plain tables.
"use strict";

(() => {
  const collator = new Intl.Collator("zh-CN", { numeric: true });

  /**
   * @param {HTMLTableRowElement} row
   * @param {number} column
   */
  const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent?.trim() ?? "";

  /**
   * @param {HTMLTableRowElement} headings
   * @param {HTMLTableSectionElement} body
   */
  function sortable(headings, body) {
    const cells = [...headings.cells];
    cells.forEach((heading, column) => {
      // The word stays a text of the heading: a browser repeats no button in the head of a table's next printed page.
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.setAttribute("aria-label", `按${heading.textContent?.trim()}排序`);
      heading.append(button);
      heading.addEventListener("click", () => {
        const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const other of cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        body.append(...sorted([...body.rows], column, heading.dataset.sort === "number", direction));
      });
    });
  }

  /**
   * Empty values stay last, whichever way.
   * @param {HTMLTableRowElement[]} rows
   * @param {number} column
   * @param {boolean} numeric
   * @param {number} direction 1 or -1
   */
  function sorted(rows, column, numeric, direction) {
    return rows.sort((a, b) => {
      const [left, right] = [value(a, column), value(b, column)];
      if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1);
      return direction * (numeric ? Number(left) - Number(right) : collator.compare(left, right));
    });
  }

  /** @param {string} text */
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} count
   * @param {HTMLTableSectionElement[]} bodies
   * @param {Element | null} none what is shown when no row is left
   */
  function filterable(field, count, bodies, none) {
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      const rows = bodies.flatMap((body) => [...body.rows]);
      for (const row of rows) row.hidden = !words.every((word) => plain(row.textContent ?? "").includes(word));
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = words.length ? `${shown} / ${rows.length} ${field.dataset.unit ?? "条"}` : "";
      for (const body of bodies) {
        const part = body.closest("section");
        if (part) part.hidden = [...body.rows].every((row) => row.hidden);
      }
      if (none instanceof HTMLElement) none.hidden = shown > 0;
    });
    const line = field.closest("p");
    if (line) line.hidden = false;
  }

  /** @type {HTMLTableSectionElement[]} */
  const bodies = [];
  for (const table of document.querySelectorAll("table:has(th[data-sort])")) {
    if (!(table instanceof HTMLTableElement) || !table.tHead) continue;
    sortable(table.tHead.rows[0], table.tBodies[0]);
    bodies.push(table.tBodies[0]);
  }
  const field = document.querySelector("#filter");
  const count = document.querySelector("#filter-count");
  if (bodies.length && field instanceof HTMLInputElement && count instanceof HTMLElement) {
    filterable(field, count, bodies, document.querySelector(".register-none"));
  }
})();
