// Copying. A button with `data-copy` copies where something is found (a path relative to the page, empty for the page
// itself): an address that others can open, else a citation that the search field understands. One with
// `data-copies` copies the words of its `section`, or of the whole `article` (its title and what is `data-copied`), and one
// with `data-words` just these. What a reader drags over is cleaned too: one sentence stays a sentence, several become a numbered list, rows a table.
"use strict";

(() => {
  /** How long a button says that it has copied, in milliseconds. */
  const SAID = 3000;

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.copy:not([data-save])") : null;
    if (!(button instanceof HTMLButtonElement) || button.dataset.saying !== undefined) return;
    const { copies, words, copy } = button.dataset;
    const said = copies ? await copyWords(button.closest(copies)) : words ? await copyText(words) : await copyPlace(button, copy || "");
    const label = [...button.childNodes];
    button.dataset.saying = "";
    button.replaceChildren(said);
    setTimeout(() => {
      button.replaceChildren(...label);
      delete button.dataset.saying;
    }, SAID);
  });

  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed || !event.clipboardData) return;
    if (document.activeElement?.matches("input, textarea")) return;
    const range = selection.getRangeAt(0);
    // Somebody who selects inside an opened mark wants what stands there.
    if ([range.startContainer, range.endContainer].some((node) => elementOf(node)?.closest(".mark-body"))) return;
    const main = document.querySelector("main");
    // A page of running text is copied as the browser does it.
    if (!main || main.querySelector(".prose")) return;
    const found = rolebookCopied.blocks(main, range);
    if (!found.length) return;
    // One sentence, or a part of it, is a text and no list.
    const [{ kind, cells }] = found;
    const single = found.length === 1 && kind !== "row";
    event.clipboardData.setData("text/plain", single ? cells[0] : rolebookCopied.asText(found));
    event.clipboardData.setData("text/html", single ? rolebookCopied.escaped(cells[0]) : rolebookCopied.asHtml(found));
    event.preventDefault();
  });

  /** @param {Node} node */
  const elementOf = (node) => (node instanceof Element ? node : node.parentElement);

  /** @param {Element | null} root a section, or an article with its title @returns {Promise<string>} what the button says */
  async function copyWords(root) {
    if (!root) return "无法复制";
    const found = rolebookCopied.gathered(root);
    const done = await put(rolebookCopied.asText(found), rolebookCopied.asHtml(found));
    return done ? "已复制" : "无法复制";
  }

  /** @param {string} text @returns {Promise<string>} what the button says */
  const copyText = async (text) => ((await put(text)) ? "已复制" : "无法复制");

  /** @param {HTMLButtonElement} button @param {string} path @returns {Promise<string>} what the button says */
  async function copyPlace(button, path) {
    const { address = "", book = "" } = document.body.dataset;
    const { href, protocol, hostname } = document.location;
    const alone = protocol === "file:" || /^(localhost|127\.|\[::1\])/.test(hostname);
    const page = address || href.replace(/[?#].*$/, "");
    const { search } = button.dataset;
    const link = new URL(path || page, page).href;
    const place = !alone || address ? link : search ? `${book}，${search} ${link}` : `${book}，${rolebookCopied.citation(button)}`;
    if (!(await put(place))) return place;
    return alone && !address ? `已复制${search ? "" : "出处"}（粘贴到搜索框即可找到）` : "已复制";
  }

  /**
   * Put a text on the clipboard, as HTML too; pages on plain http have no clipboard of their own.
   * @param {string} text
   * @param {string} [html]
   * @returns {Promise<boolean>} whether it is there now
   */
  async function put(text, html) {
    const flavours = { "text/plain": text, ...(html ? { "text/html": html } : {}) };
    try {
      const blobs = Object.entries(flavours).map(([type, data]) => [type, new Blob([data], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return true;
    } catch {
      return putByEvent(flavours);
    }
  }

  /** @param {Record<string, string>} flavours */
  function putByEvent(flavours) {
    /** @param {ClipboardEvent} event */
    const fill = (event) => {
      for (const [type, data] of Object.entries(flavours)) event.clipboardData?.setData(type, data);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // Some browsers copy only where something is selected.
    const field = document.createElement("textarea");
    field.value = " ";
    field.className = "unseen";
    document.body.append(field);
    field.select();
    document.addEventListener("copy", fill, { capture: true, once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill, { capture: true });
    field.remove();
    return done;
  }
})();
