// The form of a role's sheet: what is typed goes into the preview, onto paper and into the Word file, and nowhere else.
"use strict";

(() => {
  const form = document.querySelector("#sheet-form");
  const source = document.querySelector(".sheet");
  const preview = document.querySelector("#sheet-pages");
  const status = document.querySelector("#sheet-status");
  if (!(form instanceof HTMLFormElement) || !(source instanceof HTMLElement) || !(preview instanceof HTMLElement) || !status) return;
  const sheet = source;
  const pages = preview;
  const data = window.rolebookSheet;
  const choice = /** @type {HTMLSelectElement} */ (form.querySelector("#f-paper"));
  const fields = /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ ([...form.querySelectorAll("[data-field]")]);
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-section]")]);
  const notices = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-notice]")]);
  const annex = /** @type {HTMLInputElement | null} */ (form.querySelector("#f-annex"));
  const ofPapers = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-paper]")]);

  /** Shows what is wrong beneath a field. @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field @param {string} text @param {boolean} faulty */
  function remark(field, text, faulty) {
    const place = /** @type {HTMLElement} */ (document.querySelector(`#${field.id}-remark`));
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("faulty", faulty);
    if (faulty) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  const UNFINISHED_DATE = /^(?:[0-9]{0,7}|[0-9]{4}[-/.年][0-9]{0,2}([-/.月][0-9]?)?)$/;

  /** Nobody is told that a date is wrong while it is being typed. @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field @param {string} value */
  function unfinished(field, value) {
    return field.dataset.field === "start" && field === document.activeElement && UNFINISHED_DATE.test(value);
  }

  /** The values of the fields; a faulty one is left out, and said to be. @returns {Record<string, string>} */
  function hire() {
    /** @type {Record<string, string>} */
    const values = {};
    for (const field of fields) {
      const key = field.dataset.field ?? "";
      const value = rolebookHire.cleaned(field.value, key);
      const faults = rolebookHire.faults(key, value);
      values[key] = faults.length ? "" : value;
      const said = unfinished(field, value) ? "" : faults.map(({ message, hint }) => `${message}。${hint}`).join("");
      remark(field, said && `${said}这一项不会印在说明书上。`, Boolean(said));
    }
    const probation = fields.find((field) => field.dataset.field === "probation");
    const law = rolebookHire.probationRemark(values.probation, values.start);
    if (probation && law) remark(probation, law, false);
    return { ...values, start: rolebookHire.chineseDate(values.start) };
  }

  /** The names of the sections that are to be printed. */
  function chosen() {
    return new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.section ?? ""));
  }

  /** The paper that is chosen. */
  function paper() {
    return data.papers.find(({ id }) => id === choice.value) ?? data.papers[0];
  }

  function words() {
    return rolebookWords.words(data, paper(), hire(), chosen(), annex?.checked ?? false);
  }

  let followed = "";

  /**
   * Shows the fields, the sections and the advice that belong to the paper, the sections in its order. Only once for each
   * choice: a box that is moved while it is being clicked takes no click.
   */
  function follow() {
    const { id, facts, sections } = paper();
    if (followed === id) return;
    followed = id;
    const printed = new Set(facts.map(([key]) => key));
    for (const field of fields) {
      const box = field.closest(".field");
      if (box instanceof HTMLElement) box.hidden = !printed.has(field.dataset.field ?? "");
    }
    for (const box of boxes) {
      const place = /** @type {HTMLElement} */ (box.closest("[data-choice]"));
      place.hidden = !sections.includes(box.dataset.section ?? "");
    }
    for (const name of sections) {
      const place = form instanceof HTMLFormElement && form.querySelector(`[data-choice="${name}"]`);
      if (place) place.parentElement?.append(place);
    }
    for (const notice of ofPapers) notice.hidden = notice.dataset.paper !== id;
  }

  function update() {
    follow();
    rolebookSheetFill.fill(sheet, words());
    const names = chosen();
    for (const notice of notices) notice.hidden = !names.has(notice.dataset.notice ?? "");
    const choice = annex?.closest(".choice");
    const { sections, annexed } = paper();
    // Nothing to choose where no rules are listed whose texts could follow, or where they always do.
    if (choice instanceof HTMLElement) choice.hidden = annexed || !sections.includes("rules") || !names.has("rules");
    const made = rolebookSheetFill.frames(sheet);
    pages.replaceChildren(...made);
    tell(`共 ${made.length} 页`);
  }

  /** @param {string} text */
  function tell(text) {
    if (status && status.textContent !== text) status.textContent = text;
  }

  /** Whether nothing typed is faulty; if something is, the cursor goes there. */
  function sound() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // what is being typed is judged too
    update();
    const faulty = fields.find((field) => field.getAttribute("aria-invalid") && field.offsetParent);
    if (!faulty) return true;
    tell("有一项填写有误，请改正后再打印或下载。");
    faulty.focus();
    return false;
  }

  function save() {
    const { lacking } = paper();
    if (lacking.length) {
      tell(`${lacking.join("；")}。请打印，或告诉维护手册的同事。`);
      return;
    }
    const bytes = rolebookWordFile.wordFile(window.rolebookWordParts, data, words());
    const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    rolebookSheetFill.save(bytes, kind, `${fileName()}.docx`);
    tell("Word 文件已存到下载文件夹。");
  }

  /** As `sheet` names its files: role, name, number. */
  function fileName() {
    const { facts } = paper();
    const named = ["name", "employee_no"].filter((key) => facts.some(([fact]) => fact === key));
    const values = named.map((key) => fields.find((field) => field.dataset.field === key)?.value ?? "");
    return rolebookWordFile.sheetStem(paper(), data.role, values.map((value) => rolebookHire.cleaned(value)));
  }

  const KEPT = "rolebook-sheet";

  /** Takes what was entered along to the form of another role of this tab, which forgets it at once. @param {string} id */
  function change(id) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(fields.map(({ id: key, value }) => [key, value]))));
      leaving = true;
    } catch {
      leaving = false; // nothing can be taken along: the browser asks before it is lost
    }
    location.href = `${encodeURIComponent(id)}.html`;
  }

  /** Fills in what was taken along. */
  function arrive() {
    /** @type {Record<string, string>} */
    let kept = {};
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    for (const field of fields) if (typeof kept[field.id] === "string") field.value = kept[field.id];
    // Whoever goes through the roles by keys goes on from here.
    if (Object.keys(kept).length && roles instanceof HTMLElement) roles.focus();
  }

  let leaving = false;
  const roles = document.querySelector("#f-role");
  if (roles instanceof HTMLSelectElement) {
    const own = decodeURIComponent(location.pathname.replace(/^.*\//, "").replace(/\.html$/, ""));
    roles.replaceChildren(
      ...window.rolebookSheetRoles.map(([label, members]) => {
        const group = document.createElement("optgroup");
        group.label = label;
        group.append(
          ...members.map(([id, title]) => {
            const option = new Option(title, undefined, id === own, id === own);
            option.dataset.role = id;
            return option;
          }),
        );
        return group;
      }),
    );
    roles.addEventListener("change", (event) => {
      event.stopPropagation();
      const id = roles.selectedOptions[0]?.dataset.role ?? own;
      if (id !== "index") return change(id);
      // All roles stand on a page of their own; what was entered is not taken there, the browser asks before it is lost.
      for (const option of roles.options) option.selected = option.dataset.role === own;
      location.href = "index.html";
    });
  }

  const day = document.querySelector("#f-start-day");
  const choose = document.querySelector("#f-start-choose");
  const start = fields.find((field) => field.dataset.field === "start");
  if (day instanceof HTMLInputElement && choose instanceof HTMLButtonElement && start && "showPicker" in day) {
    choose.disabled = false;
    choose.addEventListener("click", () => day.showPicker());
    day.addEventListener("input", () => {
      if (day.value) start.value = day.value;
    });
  }

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && fields.some((field) => field.value.trim())) event.preventDefault();
  });
  // What the browser's own command prints is what the button prints, or the sentence that nothing is.
  window.addEventListener("beforeprint", () => {
    document.querySelector(".form-page")?.classList.toggle("faulty", !sound());
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    if (sound()) window.print();
  });
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update)); // the event comes before the fields are emptied
  document.querySelector("#sheet-print")?.addEventListener("click", () => {
    if (sound()) window.print();
  });
  document.querySelector("#sheet-word")?.addEventListener("click", () => {
    if (sound()) save();
  });
  arrive();
  rolebookSheetFill.scaled(pages);
  update();
})();
