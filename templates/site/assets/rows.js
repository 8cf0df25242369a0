// A field that narrows the rows of tables as one types: `data-filter` selects the rows, else they are those of the
// tables that can be sorted. It understands what the search does, by its scripts (pinyin, synonyms, everyday words, slips),
// which are loaded when the field is first touched; until they are there, what is written counts. Without this script all
// rows are shown.
"use strict";

(() => {
  const found = document.querySelector("#filter");
  const count = document.querySelector("#filter-count");
  if (!(found instanceof HTMLInputElement) || !(count instanceof HTMLElement)) return;
  const field = found;
  const said = count;
  const rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll(field.dataset.filter ?? "table:has(th[data-sort]) tbody tr")]);
  const none = document.querySelector(".register-none");
  const holder = field.closest("p");
  if (holder) holder.hidden = false;

  /** What is as short as this is a title. */
  const TITLE = 16;

  /** @typedef {{shown: Set<number>, near: boolean}} Narrowed places of rows; `near`: they merely are like what was typed */

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const texts = rows.map((row) => folded(row.textContent ?? ""));

  /** @param {string} query @returns {Narrowed} the rows that have every word as it is written */
  let narrowed = (query) => {
    const words = folded(query).split(/\s+/);
    return { shown: new Set([...rows.keys()].filter((at) => words.every((word) => texts[at].includes(word)))), near: false };
  };

  /** What the search makes of the rows, each cell a text of its own. */
  function understanding() {
    const data = window.rolebookSearch;
    /** @type {Entry[]} */
    const entries = rows.map((row) => {
      // A long cell is a sentence, of which two first letters say nothing.
      const [first = "", ...others] = [...row.cells].map((cell) => cell.textContent?.trim() ?? "").map((text) => (text.length < TITLE ? text : `${text}。`));
      return [0, "", "", first, others, "", [], ""];
    });
    const finder = rolebookMatch.index({ ...data, entries, rules: rows.length, pagesFrom: rows.length });
    /** @param {string} query */
    const find = (query) => {
      const { found, near } = rolebookMatch.atOnce(finder.steps(query));
      return { shown: new Set(found.flatMap(({ offset, entries: places }) => places.map((at) => offset + at))), near };
    };
    /** What is linked in a row, whole: whoever types a whole title means this one. */
    const titles = rows.map((row) => [...row.querySelectorAll("a")].map((link) => finder.normalise(link.textContent ?? "")));
    narrowed = (query) => {
      const plain = finder.normalise(query);
      if (!plain) return { shown: new Set(rows.keys()), near: false };
      const titled = new Set([...rows.keys()].filter((at) => titles[at].includes(plain)));
      if (titled.size) return { shown: titled, near: false };
      const asWritten = find(query);
      if (asWritten.shown.size && !asWritten.near) return asWritten;
      const meant = (data.query?.everyday ?? []).flatMap(([said, means]) => (said.some((word) => finder.normalise(word) === plain) ? means : []));
      const otherwise = new Set(meant.map(find).flatMap(({ shown, near }) => (near ? [] : [...shown])));
      return otherwise.size ? { shown: otherwise, near: false } : asWritten;
    };
  }

  let asked = false;
  async function load() {
    if (asked) return;
    asked = true;
    const { matcher = "" } = document.body.dataset;
    try {
      await rolebookLoading.load(`${matcher} ${window.rolebookEdition?.search}`);
    } catch {
      asked = false;
      return;
    }
    understanding();
    filter();
  }

  function filter() {
    const query = field.value.trim();
    const { shown, near } = query ? narrowed(query) : { shown: new Set(rows.keys()), near: false };
    rows.forEach((row, at) => {
      row.hidden = !shown.has(at);
    });
    for (const section of new Set(rows.map((row) => row.closest("section")))) {
      if (section) section.hidden = rows.every((row) => row.hidden || !section.contains(row));
    }
    const alike = near && shown.size ? "（没有一致的，以下相近）" : "";
    said.textContent = query ? `${shown.size} / ${rows.length} ${field.dataset.unit ?? "条"}${alike}` : "";
    if (none instanceof HTMLElement) none.hidden = shown.size > 0;
  }

  /** What is typed stands in the address, so that a colleague can be sent what it leaves. */
  function keep() {
    const address = new URL(document.location.href);
    if (field.value.trim()) address.searchParams.set("filter", field.value.trim());
    else address.searchParams.delete("filter");
    history.replaceState(history.state, "", address);
  }

  field.value ||= new URL(document.location.href).searchParams.get("filter") ?? "";
  field.addEventListener("focus", load);
  field.addEventListener("input", () => {
    filter();
    keep();
  });
  if (field.value) void load();
  filter();
})();
