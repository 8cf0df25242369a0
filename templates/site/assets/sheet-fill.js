// A role's sheet with a hire's words in it, as pages on the screen and as a file: for the form and for the page 批量.
"use strict";

const rolebookSheetFill = (() => {
  const { numerals, annex: annexKey } = window.rolebookSheetRules;

  /** @param {string} tag @param {string} text */
  function element(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  /** Puts what is said of a hire into the sheet of a role. @param {HTMLElement} sheet @param {Words} said */
  function fill(sheet, said) {
    const facts = said.rows.flatMap((row) =>
      row.map(({ label, value }) => {
        const fact = document.createElement("div");
        fact.className = row.length === 1 ? "sheet-fact sheet-wide" : "sheet-fact";
        fact.dataset.block = "";
        fact.append(element("dt", label), element("dd", value));
        return fact;
      }),
    );
    sheet.querySelector(".sheet-facts")?.replaceChildren(...facts);
    let number = 0;
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-part]"))) {
      section.hidden = true;
    }
    const end = sheet.querySelector(".sheet-ending");
    for (const key of said.kept) {
      const section = /** @type {HTMLElement | null} */ (sheet.querySelector(`[data-part="${key}"]`));
      const place = section?.querySelector("[data-number]");
      if (!section || !place) continue;
      section.hidden = false;
      place.textContent = numerals[++number];
      if (end) end.before(section);
      else section.parentElement?.append(section);
    }
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-ending]"))) {
      one.hidden = !said.behind.has(one.dataset.ending ?? "");
    }
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-annex]"))) {
      text.hidden = !said.behind.has(annexKey);
    }
    for (const [name, text] of Object.entries(said.places)) {
      for (const place of sheet.querySelectorAll(`[data-place=${name}]`)) place.textContent = text;
    }
  }

  /** The pages of a sheet, each in a frame that is as small as the window needs. @param {HTMLElement} sheet */
  function frames(sheet) {
    return rolebookPages.pages(sheet).map((page) => {
      const frame = document.createElement("div");
      frame.className = "sheet-frame";
      frame.append(page);
      return frame;
    });
  }

  /** Keeps the pages as wide as their place; on paper they have their own size. @param {HTMLElement} place */
  function scaled(place) {
    const whole = (210 * 96) / 25.4;
    const scale = () => document.documentElement.style.setProperty("--sheet-scale", String(Math.min(1, place.clientWidth / whole)));
    new ResizeObserver(scale).observe(place);
    scale();
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes @param {string} kind @param {string} name */
  function save(bytes, kind, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  return { fill, frames, scaled, save };
})();
