// A field that narrows a list as one types: `data-filter` selects the list's items. Without this script all are shown.
"use strict";

(() => {
  const field = document.querySelector("input[data-filter]");
  const count = document.querySelector("#filter-count");
  if (!(field instanceof HTMLInputElement) || !count) return;
  const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(field.dataset.filter ?? "")]);
  const holder = field.closest("p");
  if (holder) holder.hidden = false;

  /** @param {string} text */
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const texts = items.map((item) => folded(item.textContent ?? ""));

  const filter = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    items.forEach((item, at) => {
      item.hidden = !words.every((word) => texts[at].includes(word));
    });
    for (const section of new Set(items.map((item) => item.closest("section")))) {
      if (section) section.hidden = items.every((item) => item.hidden || !section.contains(item));
    }
    const shown = items.filter((item) => !item.hidden).length;
    count.textContent = words.length ? `${shown} / ${items.length} 个` : "";
  };

  field.addEventListener("input", filter);
  filter();
})();
