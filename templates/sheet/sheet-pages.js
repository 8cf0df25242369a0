// Lays a sheet out on pages of A4: the preview, and what is printed. Needs the sheet's style sheet and nothing else.
"use strict";

const rolebookPages = (() => {
  /** Of the text on a page: 247 mm. Where a printer breaks one line more than the screen, the margin has room for it. */
  const HEIGHT = (247 * 96) / 25.4;

  /**
   * Where pages begin: places in `blocks`. Neither a block nor a heading and what it heads is torn apart, and the
   * signatures at the end have the block before them for company. What is annexed begins on a page of its own.
   * @param {HTMLElement[]} blocks
   */
  function starts(blocks) {
    const boxes = blocks.map((block) => block.getBoundingClientRect());
    // Facts stand two in a row: the second goes with the first.
    const ending = blocks.filter((block) => !block.closest("[data-annex]")).length - 1;
    const joined = blocks.map(
      (block, at) =>
        at > 0 &&
        !("page" in block.dataset) &&
        (blocks[at - 1].dataset.block === "with-next" || at === ending || boxes[at - 1].top === boxes[at].top),
    );
    const found = [0];
    for (let at = 1; at < blocks.length; at += 1) {
      const first = found[found.length - 1];
      const head = blocks[first].closest("table")?.tHead?.getBoundingClientRect().height ?? 0;
      if ("page" in blocks[at].dataset) {
        found.push(at);
        continue;
      }
      if (boxes[at].bottom - boxes[first].top + head <= HEIGHT) continue;
      let cut = at;
      while (cut > first && joined[cut]) cut -= 1;
      // What is joined and still too high for a page is torn after all.
      found.push(cut > first ? cut : at);
      at = found[found.length - 1];
    }
    return found;
  }

  /**
   * Where pages begin at the normal spacing, or at the tight one where that saves a page.
   * @param {HTMLElement} sheet
   * @param {HTMLElement[]} blocks
   */
  function beginnings(sheet, blocks) {
    sheet.classList.remove("sheet-tight");
    const normal = starts(blocks);
    sheet.classList.add("sheet-tight");
    const tight = starts(blocks);
    if (tight.length < normal.length) return tight;
    sheet.classList.remove("sheet-tight");
    return normal;
  }

  /**
   * A copy of what surrounds the blocks, with nothing but these inside; tables keep their heads, lists their numbers.
   * @param {Element} source
   * @param {Set<Element>} blocks
   */
  function slice(source, blocks) {
    const copy = /** @type {Element} */ (source.cloneNode(false));
    for (const child of source.children) {
      if (blocks.has(child) || child.tagName === "THEAD") copy.append(child.cloneNode(true));
      else if ([...blocks].some((block) => child.contains(block))) copy.append(slice(child, blocks));
    }
    if (copy instanceof HTMLOListElement) {
      copy.start = /** @type {HTMLOListElement} */ (source).start + [...source.children].findIndex((child) => blocks.has(child));
    }
    return copy;
  }

  /** @param {Element} box @param {string} name @param {string} text */
  function fill(box, name, text) {
    const place = box.querySelector(`[data-place=${name}]`);
    if (place) place.textContent = text;
  }

  /**
   * The pages of a sheet that is laid out at its full width, wherever it is.
   * @param {HTMLElement} sheet
   * @returns {HTMLElement[]}
   */
  function pages(sheet) {
    const text = /** @type {HTMLElement} */ (sheet.querySelector(".sheet-text"));
    const blocks = /** @type {HTMLElement[]} */ ([...text.querySelectorAll("[data-block]")]).filter((block) => block.offsetParent);
    const begins = beginnings(sheet, blocks);
    return begins.map((begin, number) => {
      const own = blocks.slice(begin, begins[number + 1]);
      const page = document.createElement("div");
      page.className = "sheet-page";
      page.classList.toggle("sheet-tall", own.some((block) => block.offsetHeight > HEIGHT));
      page.classList.toggle("sheet-tight", sheet.classList.contains("sheet-tight"));
      const mark = sheet.querySelector(":scope > .sheet-watermark");
      const head = /** @type {HTMLElement} */ (sheet.querySelector(number ? ".sheet-running" : ".sheet-first")?.cloneNode(true));
      const foot = /** @type {HTMLElement} */ (sheet.querySelector(".sheet-foot")?.cloneNode(true));
      const body = slice(text, new Set(own));
      head.hidden = false;
      const folio = foot.querySelector(".sheet-folio");
      if (folio instanceof HTMLElement) folio.hidden = false;
      fill(foot, "page", String(number + 1));
      fill(foot, "pages", String(begins.length));
      page.append(...(mark ? [mark.cloneNode(true)] : []), head, body, foot);
      return page;
    });
  }

  // A file of its own (page.html) has nobody else to lay it out.
  const sheet = document.querySelector(".sheet-alone .sheet");
  if (sheet instanceof HTMLElement) document.querySelector("#sheet-pages")?.append(...pages(sheet));

  return { pages };
})();
