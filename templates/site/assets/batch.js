// The page 批量: a staff list becomes sheets, to be printed together or saved as Word files. Nothing is kept, nothing sent.
"use strict";

/**
 * @typedef {{html: string, annex: boolean, notices: [string, string, string][]}} SheetPaper the sheet of a role: see rolebook/sheets/form.py
 * @typedef {{data: SheetData, paper: SheetPaper, sheet: HTMLElement}} Desk what the sheets of a role are made of
 * @typedef {{order: ListOrder, desk: Desk, paper: Paper, words: Words}} Sheet
 */

(() => {
  const get = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.querySelector(`#${id}`));
  const [form, list, file, choice] = /** @type {[HTMLFormElement, HTMLTextAreaElement, HTMLInputElement, HTMLSelectElement]} */ (
    ["batch-form", "batch-rows", "batch-file", "batch-paper"].map(get)
  );
  const [print, word] = /** @type {HTMLButtonElement[]} */ (["batch-print", "batch-word"].map(get));
  const [findings, notices, pages, status] = ["batch-findings", "batch-notices", "sheet-pages", "batch-status"].map(get);
  const source = /** @type {HTMLElement} */ (document.querySelector(".sheet-source"));
  const { addresses, roles } = window.rolebookListRules;
  const { say } = rolebookListTable;
  const SEVERITIES = { error: "错误", warning: "警告", note: "提示" };
  const MOST = 300, AT_ONCE = 5, TYPING = 400;
  const desks = /** @type {Map<string, Promise<Desk>>} */ (new Map());
  let book = /** @type {ListTable | null} */ (null); // what a file holds; else the list is what stands in its field
  let sheets = /** @type {Sheet[]} */ ([]);
  let run = 0;
  let waiting = 0;

  /** One role after another: each script sets the same name. @param {string} role @returns {Promise<Desk>} */
  function deskOf(role) {
    const desk = desks.get(role) ?? Promise.allSettled([...desks.values()].slice(-1)).then(async () => {
      await rolebookLoading.load(addresses[role].join(" "));
      const place = document.createElement("div");
      place.innerHTML = window.rolebookSheetPaper.html; // the very HTML of the form's page, escaped by the template
      source.append(place);
      return { data: window.rolebookSheet, paper: window.rolebookSheetPaper, sheet: /** @type {HTMLElement} */ (place.firstElementChild) };
    });
    desks.set(role, desk);
    desk.catch(() => desks.delete(role)); // another time it is asked for anew
    return desk;
  }

  /** The sheet of an order, or why there is none. @param {ListOrder} order @returns {Promise<Sheet | ListFinding>} */
  async function sheetOf(order) {
    const stopped = roles.find(([id, , , , stops]) => id === order.role && stops);
    if (stopped) return say("stopped", order.line, 1, { role: stopped[1] });
    const desk = await deskOf(order.role);
    const wanted = order.paper || choice.value;
    const paper = desk.data.papers.find(({ id }) => id === wanted);
    if (!paper) return say("no_paper", order.line, 1, { role: desk.data.role, paper: choice.querySelector(`[value="${wanted}"]`)?.textContent ?? wanted });
    const hire = { ...order.hire, start: rolebookHire.chineseDate(order.hire.start ?? "") };
    return { order, desk, paper, words: rolebookWords.words(desk.data, paper, hire, new Set(paper.sections), desk.paper.annex) };
  }

  /** @param {ListFinding[]} all */
  function show(all) {
    const rows = all.map(({ severity, line, column, message, hint }) => {
      const row = Object.assign(document.createElement("tr"), { className: `batch-${severity}` });
      const texts = [String(line), book?.sheet ? rolebookWorkbook.letters(column) : String(column), SEVERITIES[/** @type {"error"} */ (severity)], `${message}。${hint}`];
      for (const text of texts) row.insertCell().textContent = text;
      return row;
    });
    findings.querySelector("tbody")?.replaceChildren(...rows);
    findings.hidden = !rows.length;
  }

  /** What to know before the sheets are signed, once for all of them. */
  function advise() {
    const drafts = new Set(sheets.filter(({ desk }) => desk.sheet.classList.contains("sheet-draft")).map(({ desk }) => desk.data.role));
    const said = sheets.flatMap(({ desk, paper }) =>
      desk.paper.notices.filter(([section, of]) => (of ? of === paper.id : paper.sections.includes(section))).map(([, , text]) => text),
    );
    if (drafts.size) said.unshift(`岗位${[...drafts].map((role) => `“${role}”`).join("、")}仍是草稿，印出的文书带有“草稿”水印。`);
    notices.replaceChildren(...[...new Set(said)].map((text) => Object.assign(document.createElement("p"), { className: "notice", textContent: text })));
  }

  /** Reads the list anew, and lays out its sheets. */
  async function update() {
    const own = ++run;
    sheets = [];
    for (const place of [pages, notices]) place.replaceChildren();
    ready("");
    status.textContent = "还没有名单";
    show([]);
    if (!book && !list.value.trim()) return;
    const read = rolebookListHires.read(book ?? rolebookListTable.table(list.value));
    const [all, orders] = [read.findings, read.orders.slice(0, MOST)];
    if (orders.length < read.orders.length) all.unshift(say("too_many_at_once", read.orders[MOST].line, 1, { most: MOST }));
    show(all);
    const made = /** @type {Sheet[]} */ ([]);
    for (const [place, order] of orders.entries()) {
      if (place % AT_ONCE === 0) {
        status.textContent = `正在排版：${place} / ${orders.length} 份`;
        await new Promise((done) => setTimeout(done));
      }
      const one = await sheetOf(order).catch(() => null);
      if (own !== run) return;
      if (!one) return void (status.textContent = "岗位的数据没有载入，请刷新页面再试。");
      if ("rule" in one) all.push(one);
      else {
        rolebookSheetFill.fill(one.desk.sheet, one.words);
        pages.append(...rolebookSheetFill.frames(one.desk.sheet));
        made.push(one);
      }
    }
    sheets = made;
    show(all);
    advise();
    const faulty = new Set(all.filter(({ severity }) => severity === "error").map(({ line }) => line)).size;
    ready(faulty ? `其余 ${made.length} 份` : ` ${made.length} 份`);
    const missing = made.length ? `有 ${faulty} 行有误，没有生成；` : "请先改正上面的错误；";
    status.textContent = `${faulty ? missing : ""}共 ${made.length} 份，${pages.childElementCount} 页`;
  }

  /** Takes what a file holds for the list, or where that is nothing what stands in its field. @param {ListTable | null} table */
  function taken(table, name = "") {
    book = table;
    get("batch-book").textContent = table?.sheet ? `已读取“${name}”的工作表“${table.sheet}”。改正后请再打开一次。` : "";
    return update();
  }

  /** Lets the sheets be printed. @param {string} number how many of them, on the button */
  function ready(number) {
    print.disabled = word.disabled = !sheets.length;
    print.textContent = sheets.length ? `打印${number}` : "打印";
  }

  /** A Word file of each sheet, in one zip. */
  function save() {
    const lacking = new Set(sheets.flatMap(({ paper }) => paper.lacking));
    if (lacking.size) return void (status.textContent = `${[...lacking].join("；")}。请打印，或告诉维护手册的同事。`);
    const files = /** @type {Map<string, [string, Uint8Array]>} */ (new Map()); // by their names as a file system without case sees them
    for (const { order, desk, paper, words } of sheets) {
      const stem = rolebookWordFile.sheetStem(paper, desk.data.role, [order.hire.name ?? "", order.hire.employee_no ?? ""], order.number);
      let name = stem;
      for (let number = 2; files.has(name.toLowerCase()); number += 1) name = `${stem}-${number}`;
      files.set(name.toLowerCase(), [`${name}.docx`, rolebookWordFile.wordFile(window.rolebookWordParts, desk.data, words)]);
    }
    rolebookSheetFill.save(rolebookZip.zip([...files.values()]), "application/zip", `${choice.selectedOptions[0].textContent}.zip`);
    status.textContent = `${files.size} 个 Word 文件已存到下载文件夹（一个 zip 文件）。`;
  }

  list.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => taken(null), TYPING);
  });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const isBook = /\.xlsx$/i.test(chosen.name);
    const { text, findings } = isBook ? { text: "", findings: [] } : rolebookListTable.decoded(bytes);
    status.textContent = "正在读取名单……";
    file.value = ""; // so that the same file can be opened again when it was mended
    list.value = text;
    const damaged = findings.length ? { rows: [], findings } : null;
    await taken(isBook ? await rolebookWorkbook.table(bytes) : damaged, chosen.name);
  });
  choice.addEventListener("change", update);
  form.addEventListener("reset", () => setTimeout(() => taken(null))); // the event comes before the fields are emptied
  print.addEventListener("click", () => window.print());
  word.addEventListener("click", save);
  window.addEventListener("beforeunload", (event) => (book || list.value.trim()) && event.preventDefault());
  window.addEventListener("beforeprint", () => document.querySelector(".form-page")?.classList.toggle("faulty", !sheets.length));
  rolebookSheetFill.scaled(pages);
})();
