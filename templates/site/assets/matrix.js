// 岗位职责分配表: columns narrowed by title, department, level and industry, rows by theme; cells read one by one with the keys.
// Without this script: plain tables with all columns.
"use strict";

(() => {
  const COMMON = 0.8, NAMED = 5;
  const tables = [...document.querySelectorAll("table.matrix")].filter((one) => one instanceof HTMLTableElement);
  const form = document.querySelector("#matrix-filter");
  const count = document.querySelector("#matrix-count");
  const spoken = document.querySelector("#matrix-cell");
  if (!tables.length || !(form instanceof HTMLFormElement) || !count || !spoken) return;
  const fields = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.querySelectorAll("[data-of]")]);

  // Columns.

  /** @param {string} text */
  const plain = (text) => text.normalize("NFKC").toLowerCase().trim();

  /** @param {HTMLTableCellElement} heading */
  function fits(heading) {
    return fields.every((field) => {
      const { of = "" } = field.dataset;
      const wanted = plain(field.value);
      if (!wanted || of === "theme") return true;
      if (of === "title") return plain(heading.textContent ?? "").includes(wanted);
      return heading.dataset[of] === field.value;
    });
  }

  /** @param {HTMLTableElement} table @returns {HTMLTableCellElement[]} the headings of roles and departments, a column each */
  const headings = (table) => [...(table.tHead?.rows[1].cells ?? [])].slice(1, -1);

  /** @param {HTMLTableElement} table */
  const rows = (table) => [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => row.dataset.activity));

  function narrow() {
    const theme = fields.find((field) => field.dataset.of === "theme")?.value ?? "";
    /** @type {Map<string, number>} */
    const doing = new Map();
    let roles = 0;
    for (const table of tables) {
      const shown = headings(table).map(fits);
      headings(table).forEach((heading, at) => {
        heading.hidden = !shown[at];
        if (shown[at] && heading.dataset.level) roles += 1;
      });
      for (const row of rows(table)) {
        const isOther = theme && row.closest("tbody")?.dataset.theme !== theme;
        shown.forEach((whether, at) => {
          const cell = row.cells[at + 1];
          cell.hidden = !whether;
          if (!isOther && whether && cell.className && headings(table)[at].dataset.level) {
            doing.set(row.dataset.activity ?? "", (doing.get(row.dataset.activity ?? "") ?? 0) + 1);
          }
        });
        row.hidden = isOther || !shown.some((whether, at) => whether && row.cells[at + 1].className);
      }
      for (const group of table.tHead?.rows[0].cells ?? []) {
        if (!group.dataset.group) continue;
        const columns = headings(table).filter((one) => one.dataset.department === group.dataset.group && !one.hidden);
        group.hidden = !columns.length;
        if (columns.length) group.colSpan = columns.length;
      }
      // A heading across all columns would make the table as wide as all of them, on paper.
      for (const across of table.querySelectorAll("th[scope=rowgroup]")) across.setAttribute("colspan", `${shown.filter(Boolean).length + 2}`);
      for (const body of table.tBodies) body.hidden = [...body.rows].every((row) => row.hidden || !row.dataset.activity);
      const holder = table.parentElement;
      if (holder) holder.hidden = !shown.includes(true);
    }
    for (const table of tables) {
      for (const row of rows(table)) {
        const number = doing.get(row.dataset.activity ?? "") ?? 0;
        const total = row.cells[row.cells.length - 1];
        total.textContent = `${number}`;
        total.classList.toggle("common", roles > 1 && number >= COMMON * roles);
      }
    }
    const chosen = fields.flatMap((field) => (field.value.trim() ? [field instanceof HTMLSelectElement ? field.selectedOptions[0].text : `名称含“${field.value.trim()}”`] : []));
    document.querySelector(".matrix-page")?.classList.toggle("narrowed", chosen.length > 0);
    if (count) count.textContent = chosen.length ? `${chosen.join("、")}：${roles} 个岗位，${doing.size} 项工作事项${roles > 1 ? common(doing, roles) : ""}。` : "";
  }

  /** What nearly all do, or where there is none, what most do. @param {Map<string, number>} doing how many do each @param {number} roles */
  function common(doing, roles) {
    const nearly = [...doing.values()].filter((number) => number >= COMMON * roles).length;
    if (nearly) return `，八成以上岗位都有的 ${nearly} 项`;
    const most = [...doing].filter(([, number]) => number > 1).sort((a, b) => b[1] - a[1]).slice(0, NAMED);
    const title = (/** @type {string} */ id) => document.querySelector(`tr[data-activity="${CSS.escape(id)}"] > th > a`)?.textContent ?? "";
    return `，没有八成以上岗位都有的${most.length ? `；最多的是${most.map(([id, number]) => `${title(id)}（${number} 个）`).join("、")}` : ""}`;
  }

  function keep() {
    const address = new URL(document.location.href);
    for (const field of fields) {
      const { of = "" } = field.dataset;
      if (field.value.trim()) address.searchParams.set(of, field.value.trim());
      else address.searchParams.delete(of);
    }
    history.replaceState(history.state, "", address);
  }

  const { searchParams } = new URL(document.location.href);
  for (const field of fields) field.value = searchParams.get(field.dataset.of ?? "") ?? "";
  // A code that the library does not have would hide everything.
  for (const field of fields) if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
  form.addEventListener("input", () => {
    keep();
    narrow();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow();

  // Cells.

  /** @type {HTMLTableCellElement | undefined} */
  let current;

  /** @param {HTMLTableElement} table @param {HTMLTableCellElement} cell */
  function go(table, cell) {
    for (const old of table.querySelectorAll(".beside-current")) old.classList.remove("beside-current");
    current?.removeAttribute("tabindex");
    current = cell;
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const heading = headings(table)[cell.cellIndex - 1];
    row.cells[0].classList.add("beside-current");
    heading?.classList.add("beside-current");
    const name = row.cells[0].firstChild?.textContent?.trim();
    const whose = heading ? heading.textContent?.trim() : "岗位数";
    const said = cell.querySelector("i")?.textContent ?? (heading ? "无" : cell.textContent?.trim());
    if (spoken) spoken.textContent = `${whose} · ${name}：${said}`;
  }

  /** @param {HTMLTableElement} table @param {HTMLTableCellElement} cell @param {string} key */
  function beside(table, cell, key) {
    const all = rows(table).filter((row) => !row.hidden);
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const cells = [...row.cells].slice(1).filter((one) => !one.hidden);
    const at = cells.indexOf(cell);
    if (key === "ArrowLeft") return cells[at - 1];
    if (key === "ArrowRight") return cells[at + 1];
    if (key === "Home") return cells[0];
    if (key === "End") return cells[cells.length - 1];
    const next = all[all.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
    return next?.cells[cell.cellIndex];
  }

  const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
  for (const table of tables) {
    table.parentElement?.addEventListener("keydown", (event) => {
      if (!KEYS.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      const inside = current && table.contains(current) && !current.hidden && !current.closest("[hidden]");
      const first = rows(table).find((row) => !row.hidden);
      const next = inside && current ? beside(table, current, event.key) : [...(first?.cells ?? [])].slice(1).find((one) => !one.hidden);
      event.preventDefault();
      if (next) go(table, next);
    });
    table.addEventListener("click", (event) => {
      const cell = event.target instanceof Element ? event.target.closest("td") : null;
      if (cell instanceof HTMLTableCellElement) go(table, cell);
    });
  }
})();
