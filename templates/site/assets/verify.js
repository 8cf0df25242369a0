// The page 核验: a code that is typed, or those in a Word file that is chosen or dropped. Nothing leaves the page.
"use strict";

(() => {
  const get = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.querySelector(`#${id}`));
  const form = /** @type {HTMLFormElement} */ (get("verify-form"));
  const typed = /** @type {HTMLInputElement} */ (get("verify-code"));
  const file = /** @type {HTMLInputElement} */ (get("verify-file"));
  const [answer, drop] = ["verify-answer", "verify-drop"].map(get);
  const NO_CODE = "校验码印在页脚，例如 3f2a9c1d04be-S5：十二位的 0-9、a-f，后面有短横和一个字母，有的再跟几位。请照印的填写。";
  const NOT_LOADED = "核验的数据没有载入，请刷新页面再试。";
  let run = 0;

  /** @param {VerifyLine[]} lines each with what it says at a glance: the name of its sentence, `wrong` of what cannot be answered */
  function show(lines) {
    answer.replaceChildren(...lines.map(([name, text]) => {
      const made = Object.assign(document.createElement("p"), { textContent: text.trim() });
      made.dataset.said = text.startsWith("  ") ? "beneath" : name;
      return made;
    }));
    answer.setAttribute("aria-busy", "false");
  }

  /** @param {string} text @returns {VerifyLine} */
  const wrong = (text) => ["wrong", text];

  /** What is said of one code. @param {VerifyIndex} index @param {string} text @param {string[]} words @returns {Promise<VerifyLine[]>} */
  async function said(index, text, words) {
    const code = rolebookVerdict.code(text);
    if (!code) return [wrong(NO_CODE)];
    const found = rolebookVerdict.matches(index, code);
    const named = (/** @type {string} */ name, values = {}) => /** @type {VerifyLine} */ ([name, rolebookVerdict.said(index, name, values)]);
    const [, version] = index.handbooks.find(([digest]) => !code.letter && digest === code.digest) ?? [];
    if (!found.length && version) return [named("handbook", { code: code.text, version })];
    if (!found.length) {
      const more = [named("nowhere", { code: code.text }), named("why_nowhere")];
      if (!code.letter) more.push(["", "十二位、后面没有字母的，可能是以前的文书所印，本页没有收入：请用命令行 sheet --verify 查询。"]);
      if (index.withoutPay) more.push(["", "印有薪酬福利的文书，本页也不认识它的校验码：请用命令行查询。"]);
      if (index.unread.length) more.push(["", `有已发布版本无法读取，没有查：${index.unread.join("、")}。`]);
      return more;
    }
    const [, address] = index.roles[found[0].role];
    if (address) await rolebookLoading.load(address);
    const role = address ? window.rolebookVerifyRoles?.[index.now[found[0].role]] ?? null : null;
    const lines = rolebookVerdict.lines(index, code, found, role, words);
    if (!index.whole) lines.push(["", "这个网站只收入一部分内容：此后改了什么、文件的文字是否照原样，请用命令行 sheet --verify 查询。"]);
    return lines;
  }

  /** Looks the codes up, and says so. @param {number} own @param {string[]} texts @param {string[]} words of the file that they stand in */
  async function verify(own, texts, words = []) {
    answer.setAttribute("aria-busy", "true");
    const made = /** @type {VerifyLine[]} */ ([]);
    try {
      await rolebookLoading.load(/** @type {string} */ (form.dataset.index));
      for (const text of texts) made.push(...(await said(window.rolebookVerify, text, words)));
    } catch {
      made.splice(0, made.length, wrong(NOT_LOADED));
    }
    if (own === run) show(made);
  }

  /** @param {File} chosen */
  async function read(chosen) {
    const own = ++run; // what was asked last is answered, however long something before it takes
    if (/\.pdf$/i.test(chosen.name)) return show([wrong("PDF 文件在这里读不了：请照页脚填写校验码，或用命令行 sheet --verify 文件.pdf。")]);
    let words;
    try {
      words = await rolebookWordWords.read(await chosen.arrayBuffer());
    } catch {
      if (own !== run) return;
      return show([wrong(`${chosen.name} 不是 Word 文件（.docx），或已经损坏：请照页脚填写校验码，或用 Word 另存一份再试。`)]);
    }
    if (own !== run) return;
    const found = rolebookVerdict.codes(words);
    if (!found.length) return show([wrong("文件里没有校验码：它印在说明书的页脚，例如 3f2a9c1d04be-S5。扫描件请照印的填写校验码。")]);
    await verify(own, found, words);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    verify(++run, [typed.value]);
  });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (chosen) await read(chosen);
    file.value = ""; // so that the same file can be chosen again
  });
  for (const name of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", name === "dragover");
      const [dropped] = name === "drop" ? event.dataTransfer?.files ?? [] : [];
      if (dropped) read(dropped);
    });
  }
})();
