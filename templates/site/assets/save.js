// Saving what a page or a search shows as a Word or an Excel file. It is made here, from what the page holds: nothing is
// asked of a server. A button with `data-save` (docx or xlsx) saves its `data-saves`, a section or an article.
"use strict";

/** @typedef {"docx" | "xlsx"} Format */

const rolebookSave = (() => {
  /** Characters that no file's name holds, on any system, and those that only turn the direction of a text. */
  const FORBIDDEN = /[<>:"/\\|?*\s\p{Cc}\p{Cf}]+/gu;
  const LONGEST = 60;

  /**
   * @param {Format} format
   * @param {Block[]} headings that make the name of the file
   * @param {() => Block[]} blocks
   * @returns {Promise<boolean>} whether it could be made
   */
  async function save(format, headings, blocks) {
    try {
      await rolebookLoading.load(document.body.dataset.makers ?? "");
    } catch {
      return false;
    }
    const bytes = format === "docx" ? rolebookOffice.word(blocks()) : rolebookOffice.excel(blocks());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    const safe = headings.map(({ cells }) => [...cells[0].replace(FORBIDDEN, "_")].slice(0, LONGEST).join("").replace(/^[._]+|[._]+$/g, ""));
    link.download = `${safe.filter(Boolean).join("-") || "_"}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return true;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-saves]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const root = button.closest(button.dataset.saves ?? "");
    const page = document.querySelector("h1");
    if (!root || !page) return;
    const blocks = rolebookCopied.gathered(root);
    const [first] = blocks;
    const whole = first?.kind === "heading" && first.level === 1;
    const title = whole ? [first] : rolebookCopied.blocks(page);
    const headings = whole || first?.kind !== "heading" ? title : [...title, first];
    const saved = await save(button.dataset.save === "docx" ? "docx" : "xlsx", headings, () => (whole ? blocks : [...title, ...blocks]));
    if (!saved) button.textContent = "无法下载";
  });

  return { save };
})();
