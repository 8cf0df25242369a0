// What goes onto the clipboard: headings, numbered sentences, lists and tables, as plain text and as HTML. What stands
// beside the text (marks, buttons, states) is left out. Reads the page, changes nothing.
"use strict";

/**
 * @typedef {{kind: "heading" | "paragraph" | "remark" | "numbered" | "item" | "row", level: number, number: number, prefix: string, cells: string[], head: boolean, under?: string, sources?: string, owners?: string}} Block
 * `cells` holds the text, that of each cell for a row of a table; `prefix` is a number that is part of the text. What a
 * workbook says beside it: what it stands `under` where no heading says so, the places it comes from, and whose it is.
 */

const rolebookCopied = (() => {
  const BLOCKS = "h1, h2, h3, h4, .lead, .row-text, ul > li, tr, .facts > div, p.quiet, p.guessed, p.note";
  const BESIDE = ".mark, .mark-link, .copy, .sort, .tag, .unseen, .actions, .contents, .filter, .line-hint, .line-fate, .groups, .downloads, [hidden], #by-sentence:checked ~ .by-activity, #by-activity:checked ~ .by-sentence";
  /** So many characters of a sentence are quoted at least. */
  const QUOTED = 16;
  const DIGITS = "零一二三四五六七八九";

  /**
   * The text of an element without what stands beside it, of the selected stretch alone where a range is given.
   * @param {Element} element
   * @param {Range} [range]
   */
  function textOf(element, range) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const characters = /** @type {Text} */ (node);
      if (characters.parentElement?.closest(BESIDE)) continue;
      if (range && !range.intersectsNode(characters)) continue;
      const from = characters === range?.startContainer ? range.startOffset : 0;
      const to = characters === range?.endContainer ? range.endOffset : characters.length;
      text += characters.data.slice(from, to);
    }
    return text.replace(/\s+/g, " ").trim();
  }

  /** 1 is 一, 12 is 十二, 20 is 二十; up to 99, as the page's own numbers. @param {number} number */
  function chinese(number) {
    const [tens, ones] = [Math.floor(number / 10), number % 10];
    return (tens ? (tens > 1 ? DIGITS[tens] : "") + "十" : "") + (ones || !tens ? DIGITS[ones] : "");
  }

  /** The number that the style sheet puts before a heading or an item of a rule. @param {Element} element */
  function prefixOf(element) {
    const item = element.closest(".item");
    if (!item) return "";
    if (element.matches("h2")) {
      const headed = [...document.querySelectorAll(".numbered-items > .item")].filter((one) => one.querySelector(":scope > h2"));
      return headed.includes(item) ? `${chinese(headed.indexOf(item) + 1)}、` : "";
    }
    const entry = item.parentElement;
    // An item with a heading of its own shows its number before the heading, not before its text.
    if (!entry?.matches(".items > li") || (element.matches(".row-text") && item.querySelector(":scope > :is(h3, h4)"))) return "";
    const place = [...(entry.parentElement?.children ?? [])].indexOf(entry) + 1;
    let depth = 0;
    for (let list = element.closest(".items"); list; list = list.parentElement?.closest(".items") ?? null) depth += 1;
    if (depth === 1) return `${place}. `;
    return depth === 2 || place > 20 ? `（${place}）` : String.fromCodePoint(0x2460 + place - 1);
  }

  /** Where a sentence comes from, and whose it is: what its mark says, and the page. @param {Element} row */
  function besides(row) {
    const lines = [...row.querySelectorAll('.mark .quotes a[href*="#L"]')].map((link) => link.textContent ?? "");
    const owner = document.querySelector("[data-role] > .title h1, [data-department] > .title h1");
    const others = [...row.querySelectorAll(".mark-owners a")].map((link) => link.textContent ?? "");
    return { sources: lines.join("；") || "自定", owners: [...(owner ? [textOf(owner)] : []), ...others].join("、") };
  }

  /**
   * @param {Element} element
   * @param {Range} [range]
   * @returns {Block}
   */
  function block(element, range) {
    const made = { level: 0, number: 0, prefix: "", head: false };
    if (element instanceof HTMLTableRowElement) {
      const cells = [...element.cells].filter((cell) => !cell.matches(".beside, [hidden]"));
      const head = element.parentElement?.tagName === "THEAD";
      const beside = element.querySelector(".beside");
      const sources = beside ? { sources: head ? "" : (beside.textContent ?? "").trim() } : {};
      return { ...made, kind: "row", cells: cells.map((cell) => textOf(cell, range)), head, ...sources };
    }
    if (element.matches(".facts > div")) {
      const [name, ...values] = [...element.children].map((child) => textOf(child, range));
      return { ...made, kind: "paragraph", under: "基本信息", cells: [[name, values.join("")].filter(Boolean).join("：")] };
    }
    const cells = [textOf(element, range)];
    if (/^H\d$/.test(element.tagName)) {
      return { ...made, kind: "heading", level: Number(element.tagName[1]), prefix: prefixOf(element), cells };
    }
    const row = element.closest(".row");
    const list = row?.parentElement;
    if (row && list instanceof HTMLOListElement) {
      return { ...made, ...besides(row), kind: "numbered", number: list.start + [...list.children].indexOf(row), cells };
    }
    if (element.matches("ul > li")) return { ...made, kind: "item", cells };
    if (element.matches(".quiet, .guessed, .note")) return { ...made, kind: "remark", cells };
    return { ...made, ...(element.matches(".row-text") && row ? besides(row) : {}), kind: "paragraph", prefix: prefixOf(element), cells };
  }

  /**
   * The blocks of an element (which may be one itself), those that a range touches where one is given.
   * @param {Element} root
   * @param {Range} [range]
   */
  function blocks(root, range) {
    const all = [...(root.matches(BLOCKS) ? [root] : []), ...root.querySelectorAll(BLOCKS)];
    const found = all.filter((one) => !one.closest(BESIDE) && (!range || range.intersectsNode(one)));
    return found.map((one) => block(one, range)).filter((one) => one.cells.some(Boolean));
  }

  /** @param {Block[]} list */
  function asText(list) {
    return list
      .map(({ kind, number, prefix, cells }, at) => {
        if (kind === "row") return cells.join("\t");
        const line = kind === "numbered" ? `${number}. ${cells[0]}` : prefix + cells[0];
        return kind === "heading" && at ? `\n${line}` : line;
      })
      .join("\n");
  }

  /**
   * Where a button's sentence stands, or else what its page is about: 文员，职责第3条，「接听电话，…」. The quotation is
   * as long as it takes to tell it from the other sentences of the page.
   * @param {Element} button
   */
  function citation(button) {
    const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-cited]"))?.dataset.cited;
    const title = document.querySelector("h1");
    const row = /** @type {HTMLElement | null} */ (button.closest(".row"));
    const sentence = row?.querySelector(".row-text");
    if (!row || !sentence) return page ?? (title ? textOf(title) : "");
    const text = textOf(sentence);
    const others = [...document.querySelectorAll(".row-text")].map((one) => textOf(one)).filter((other) => other !== text);
    let length = QUOTED;
    while (length < text.length && others.some((other) => other.startsWith(text.slice(0, length)))) length += 4;
    const quote = length < text.length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…` : text.replace(/(（[^（）]{1,6}）)+$/, "");
    const owner = row.closest("[data-role], [data-department], [data-rule]") ? title : row.querySelector(".mark-owners a");
    const list = row.closest("[data-role], [data-department]") ? row.closest("section")?.querySelector("h2") : null;
    const number = list && `${textOf(list)}第${row.dataset.number}条`;
    return [owner && textOf(owner), number, `「${quote}」`].filter(Boolean).join("，");
  }

  /** All that is copied of a section, or of an article with its title. @param {Element} root */
  function gathered(root) {
    const title = root.querySelector(".title");
    const parts = root.matches("[data-copied], section") ? [root] : [...(title ? [title] : []), ...root.querySelectorAll("[data-copied]")];
    return parts.flatMap((part) => blocks(part));
  }

  /** @param {string} text */
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /** @param {Block[]} list */
  function asHtml(list) {
    let html = "";
    let open = "";
    list.forEach((one, at) => {
      const before = list[at - 1];
      const goesOn = before?.kind === one.kind && (one.kind !== "numbered" || before.number + 1 === one.number);
      if (!goesOn) html += open;
      const text = one.cells.map(escaped);
      if (one.kind === "numbered") {
        html += `${goesOn ? "" : `<ol start="${one.number}">`}<li>${text[0]}</li>`;
        open = "</ol>";
      } else if (one.kind === "item") {
        html += `${goesOn ? "" : "<ul>"}<li>${text[0]}</li>`;
        open = "</ul>";
      } else if (one.kind === "row") {
        const tag = one.head ? "th" : "td";
        html += `${goesOn ? "" : "<table>"}<tr>${text.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
        open = "</table>";
      } else {
        const tag = one.kind === "heading" ? `h${one.level}` : "p";
        html += `<${tag}>${one.prefix}${text[0]}</${tag}>`;
        open = "";
      }
    });
    return html + open;
  }

  return { blocks, citation, gathered, asText, asHtml, escaped };
})();
