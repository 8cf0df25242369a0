// The page 岗位对照: what two or three roles or departments have in common and what only one of them has; for a promotion or
// a transfer, what is added and what is handed over. The data come by script elements, so that it works from a folder.
"use strict";

(() => {
  const MOST = 3;
  /** So many roles and departments are offered at a time, where there are very many. */
  const SHOWN = 200;
  const ID = /^[a-z][a-z0-9-]*$/;
  const form = part("#choosing", HTMLFormElement);
  const result = part("#compare-result", HTMLElement);
  const hint = part("#compare-hint", HTMLElement);
  const title = part("#compare-title", HTMLElement);
  const transfer = part("#transfer", HTMLInputElement);
  const core = part("#core", HTMLSelectElement);
  const coreChoice = part("#core-choice", HTMLElement);
  const choices = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select[data-side]")]);
  const find = /** @type {HTMLInputElement | null} */ (form.querySelector("#compare-find"));
  const root = document.body.dataset.root ?? "";
  const version = window.rolebookEdition?.code ?? "";
  const pageTitle = document.title;
  let round = 0;

  /** @template {HTMLElement} T @param {string} selector @param {new () => T} type @returns {T} */
  function part(selector, type) {
    const found = document.querySelector(selector);
    if (!(found instanceof type)) throw new Error(`${selector} is missing`);
    return found;
  }

  // What the address says.

  /** @returns {{ids: string[], moving: boolean, core: string}} */
  function asked() {
    const { searchParams } = new URL(document.location.href);
    const moving = searchParams.has("from") || searchParams.has("to");
    const named = moving ? [searchParams.get("from"), searchParams.get("to")] : (searchParams.get("roles") ?? "").split(",");
    const ids = named.map((id) => (id ?? "").trim()).filter((id) => ID.test(id));
    return { ids: [...new Set(ids)].slice(0, moving ? 2 : MOST), moving, core: searchParams.get("core") ?? "" };
  }

  /** @param {string[]} ids @param {boolean} moving @param {string} without */
  function keep(ids, moving, without) {
    const said = moving ? [`from=${ids[0] ?? ""}`, `to=${ids[1] ?? ""}`] : ids.length ? [`roles=${ids.join(",")}`] : [];
    if (without) said.push(`core=${without}`);
    const address = new URL(document.location.href);
    address.search = said.join("&");
    history.replaceState(history.state, "", address);
  }

  // The choice.

  let offered = false;

  /** All roles and departments, when somebody is about to choose. */
  function offer() {
    if (offered) return;
    offered = true;
    rolebookLoading.load(`assets/compare-owners.js?v=${version}`).then(fill, () => {
      offered = false;
    });
  }

  /** What may be chosen: all, or, where there are very many, the first of those that have the words of the field. */
  function fill() {
    const words = find?.value.normalize("NFKC").trim().toLowerCase() ?? "";
    for (const select of choices) {
      const [chosen] = select.selectedOptions;
      const [none] = select.options;
      select.replaceChildren(none);
      let room = find ? SHOWN : Infinity;
      for (const [department, owners] of window.rolebookCompareOwners ?? []) {
        const group = element("optgroup");
        group.setAttribute("label", department);
        const named = words ? owners.filter(([, name]) => `${department} ${name}`.toLowerCase().includes(words)) : owners;
        for (const [id, name] of named.slice(0, room)) group.append(new Option(name, id));
        room -= group.children.length;
        if (group.children.length) select.append(group);
      }
      if (chosen && ![...select.options].some((one) => one.value === chosen.value)) select.append(chosen);
      select.value = chosen?.value ?? "";
    }
  }

  /** @param {Compared[]} sides */
  function showChoice(sides) {
    choices.forEach((select, at) => {
      const side = sides[at];
      if (side && ![...select.options].some((one) => one.value === side.id)) select.append(new Option(side.title, side.id));
      select.value = side?.id ?? "";
    });
  }

  // The page.

  /** @param {string} tag @param {string} [text] @param {string} [className] */
  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  /** @param {string} name @param {string} page */
  function link(name, page) {
    if (!page) return element("span", name);
    const made = element("a", name);
    made.setAttribute("href", root + page);
    return made;
  }

  /** A cell with the sentences of one side; what the others do not have of them is marked. @param {ComparedLine} line @param {number} at @param {string} name */
  function cell(line, at, name) {
    const made = element("td");
    made.dataset.label = name;
    const row = line.sides[at];
    if (!row) {
      made.append(element("span", "—", "quiet"));
      made.classList.add("nothing");
      return made;
    }
    const others = line.sides.flatMap((other, place) => (place !== at && other ? other.entries.map((one) => one.text) : []));
    for (const one of row.entries) {
      const paragraph = element("p");
      if (one.part) {
        paragraph.append(element("span", `${one.mark} ${one.part}`, "part"), " ");
      }
      for (const piece of rolebookWording.stretches(one.text, others)) {
        paragraph.append(piece.differs ? element("mark", piece.text, "differs") : piece.text);
      }
      made.append(paragraph);
    }
    return made;
  }

  /** @param {string} heading @param {Compared[]} sides @param {boolean} signed */
  function table(heading, sides, signed) {
    const made = element("table", "", "compare");
    const head = document.createElement("thead");
    const row = document.createElement("tr");
    for (const [at, name] of [heading, ...sides.map((side) => side.title)].entries()) {
      const cellOf = element("th");
      cellOf.setAttribute("scope", "col");
      cellOf.append(at ? link(name, sides[at - 1].page) : name);
      row.append(cellOf);
    }
    if (signed) {
      for (const name of ["交接情况", "移交人", "接收人"]) {
        const cellOf = element("th", name, "signed");
        cellOf.setAttribute("scope", "col");
        row.append(cellOf);
      }
    }
    head.append(row);
    made.append(head);
    return made;
  }

  /** @param {ComparedLine} line @param {Compared[]} sides @param {boolean} signed */
  function rowOf(line, sides, signed) {
    const row = document.createElement("tr");
    const name = element("th");
    name.setAttribute("scope", "row");
    name.append(link(line.label, line.page));
    row.append(name, ...sides.map((side, at) => cell(line, at, side.title)));
    if (signed) row.append(...[0, 1, 2].map(() => element("td", "", "signed")));
    return row;
  }

  /** @param {string} key @param {string} heading @param {Compared[]} sides @param {boolean} moving @param {Set<string>} without */
  function section(key, heading, sides, moving, without) {
    const all = rolebookSides.lines(sides, key).filter((line) => !without.has(line.key));
    if (!all.length) return [];
    const made = element("section");
    made.id = key;
    made.append(element("h2", heading));
    const signed = moving && key === "duties";
    const list = table(key === "duties" ? "工作事项" : heading, sides, signed);
    const groups = rolebookSides.grouped(all, sides, moving);
    for (const group of groups) {
      const body = document.createElement("tbody");
      const row = document.createElement("tr");
      const name = element("th", `${group.title}（${group.lines.length}）`);
      name.setAttribute("scope", "rowgroup");
      name.setAttribute("colspan", `${1 + sides.length + (signed ? 3 : 0)}`);
      row.className = "group";
      row.append(name);
      body.append(row, ...group.lines.map((line) => rowOf(line, sides, signed && Boolean(group.moved))));
      list.append(body);
    }
    if (key === "duties") made.append(element("p", `${groups.map((one) => `${one.title} ${one.lines.length} 项`).join("；")}。`, "note differences"));
    made.append(list);
    return [made];
  }

  /** @param {Compared[]} sides */
  function facts(sides) {
    /** @type {ComparedLine[]} */
    const all = [];
    for (const label of ["部门", "级别", "行业", "直接上级", "编制", "目的"]) {
      const values = sides.map((side) => side.facts.find(([name]) => name === label)?.[1]);
      if (values.some(Boolean)) {
        all.push({ key: label, label, page: "", sides: values.map((text) => (text ? { key: label, label, page: "", entries: [{ text }] } : undefined)) });
      }
    }
    const made = table("基本情况", sides, false);
    made.classList.add("side-facts");
    const body = document.createElement("tbody");
    body.append(...all.map((line) => rowOf(line, sides, false)));
    made.append(body);
    return made;
  }

  /** What is left out of the comparison, and how it was found. @param {ComparedCore} one @param {Set<string>} keys */
  function coreNote(one, keys) {
    const names = one.activities.map(([, name]) => name);
    const made = element("p", "", "note");
    const most = "八成以上都有的工作事项";
    made.textContent = keys.size ? `${one.label}中${most}（${keys.size} 项）没有列出：${names.join("、")}。` : `${one.label}中没有${most}，全部列出。`;
    return made;
  }

  function signatures() {
    const made = element("p", "", "signatures");
    for (const who of ["移交人", "接收人", "监交人", "日期"]) made.append(element("span", `${who}：`));
    return made;
  }

  /** @param {Compared[]} sides @param {boolean} moving @param {string} without */
  function show(sides, moving, without) {
    const names = sides.map((side) => side.title);
    const heading = moving && sides.length === 2 ? `晋升与转岗：从“${names[0]}”到“${names[1]}”` : ["岗位对照", names.join(" · ")].filter(Boolean).join("：");
    title.textContent = heading;
    document.title = names.length ? pageTitle.replace("岗位对照", heading) : pageTitle;
    result.replaceChildren();
    const able = sides.length > 1;
    coreChoice.hidden = !able || !sides.some((side) => side.cores.length);
    if (!able) return;
    const cores = new Map(sides.flatMap((side) => side.cores).map((one) => [one.key, one]));
    core.replaceChildren(new Option("（全部显示）", ""), ...[...cores.values()].map((one) => new Option(`${one.label}：${one.activities.length} 项`, one.key)));
    const chosen = cores.get(without);
    core.value = chosen ? without : "";
    const left = new Set(chosen?.activities.map(([key]) => key));
    result.append(facts(sides));
    if (chosen) result.append(coreNote(chosen, left));
    const sections = new Map(sides.flatMap((side) => side.sections).map((one) => [one.key, one.title]));
    for (const [key, name] of sections) result.append(...section(key, moving && key === "duties" ? "交接清单" : name, sides, moving, key === "duties" ? left : new Set()));
    if (rolebookSides.lines(sides, "duties").some((line) => line.sides.some((row) => rolebookSides.parts(row)))) {
      result.append(element("p", "参与方式（▲ 主责、△ 配合等）除职责中写明的以外，由句子推定；有底色的字是另一方没有的说法。", "quiet"));
    }
    if (moving) result.append(signatures());
  }

  /** @param {Compared[]} sides @param {string[]} missing */
  function advise(sides, missing) {
    hint.replaceChildren();
    if (missing.length) hint.append(`没有找到：${missing.join("、")}。`);
    if (!sides.length) hint.append("请选两三个岗位或部门。");
    if (sides.length === 1) {
      hint.append(`请再选一个岗位或部门，与“${sides[0].title}”对照。`);
      sides[0].near.forEach(([id, name], at) => {
        const made = element("a", name);
        made.setAttribute("href", `?roles=${sides[0].id},${id}`);
        hint.append(at ? "、" : "相近的有：", made);
      });
    }
    hint.hidden = !hint.textContent;
  }

  async function update() {
    const { ids, moving, core: without } = asked();
    const own = ++round;
    await Promise.allSettled(ids.map((id) => rolebookLoading.load(`data/compare/${id}.js?v=${version}`)));
    if (own !== round) return;
    const { rolebookCompared: known = {} } = window;
    const sides = ids.flatMap((id) => known[id] ?? []);
    transfer.checked = moving;
    choices[2].disabled = moving;
    showChoice(sides);
    show(sides, moving, without);
    advise(sides, ids.filter((id) => !known[id]));
    if (sides.length < 2) offer();
  }

  function chosenNow() {
    const ids = [...new Set(choices.map((select) => select.value).filter(Boolean))];
    keep(transfer.checked ? ids.slice(0, 2) : ids, transfer.checked, core.value);
    update();
  }

  form.addEventListener("focusin", offer);
  find?.addEventListener("input", fill);
  find?.addEventListener("change", (event) => event.stopPropagation());
  form.addEventListener("pointerenter", offer);
  form.addEventListener("change", chosenNow);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", update);
  update();
})();
