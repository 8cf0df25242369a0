// The register of penalties: headings sort, the field above filters. Without this script it is a plain table.
"use strict";

(() => {
  const table = document.querySelector("table.register");
  const field = document.querySelector("#filter");
  const count = document.querySelector("#filter-count");
  if (!(table instanceof HTMLTableElement) || !(field instanceof HTMLInputElement) || !count) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  field.closest("p").hidden = false;

  const collator = new Intl.Collator("zh-CN", { numeric: true });

  /**
   * @param {HTMLTableRowElement} row
   * @param {number} column
   */
  const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

  /**
   * @param {number} column
   * @param {boolean} numeric
   * @param {number} direction 1 or -1
   */
  function sort(column, numeric, direction) {
    rows.sort((a, b) => {
      const [left, right] = [value(a, column), value(b, column)];
      // Empty values stay last, whichever way.
      if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1);
      return direction * (numeric ? Number(left) - Number(right) : collator.compare(left, right));
    });
    body.append(...rows);
  }

  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
      sort(column, heading.dataset.sort === "number", direction);
    });
  });

  function filter() {
    const words = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.normalize("NFKC").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = words.length ? `${shown} / ${rows.length} 条` : "";
  }

  field.addEventListener("input", filter);
  filter();
})();
