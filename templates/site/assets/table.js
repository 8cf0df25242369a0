// The register of rewards and penalties, and the table of what roles ask for: headings sort. Without this script: plain tables.
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

  for (const table of document.querySelectorAll("table:has(th[data-sort])")) {
    if (table instanceof HTMLTableElement && table.tHead) sortable(table.tHead.rows[0], table.tBodies[0]);
  }
})();
