// The search field: loads the data when first needed, searches as one types, shows hits in place.
"use strict";

(() => {
  const field = document.querySelector("input[type=search]");
  const panel = document.querySelector("#results");
  const status = document.querySelector("#search-status");
  if (!(field instanceof HTMLInputElement) || !(panel instanceof HTMLElement) || !status) return;
  const area = /** @type {HTMLElement} */ (field.closest("search"));

  const root = document.body.dataset.root ?? "";
  const SHOWN = 100;
  const AT_ONCE = 20;
  const WINDOW = 90;

  /** @type {import("./match").SearchData | undefined} */
  let data;
  /** @type {ReturnType<typeof rolebookMatch.index> | undefined} */
  let finder;
  /** @type {Map<number, number>} facet → chosen value */
  const chosen = new Map();
  let loading = false;
  let moreFacets = false;
  let round = 0;

  /** The data comes by a script element: nothing else loads from a folder. */
  function load() {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = root + document.body.dataset.search;
    script.onload = () => {
      data = window.rolebookSearch;
      finder = rolebookMatch.index(data);
      if (field.value.trim()) update();
    };
    script.onerror = () => {
      loading = false;
      status.textContent = "搜索数据没有载入，请刷新页面再试。";
      show([element("p", "results-none", status.textContent)]);
    };
    document.head.append(script);
  }

  /** @param {string} tag @param {string} name @param {...(Node | string)} children */
  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  }

  /** @param {Node[]} children */
  function show(children) {
    panel.replaceChildren(...children);
    panel.hidden = children.length === 0;
  }

  function remember() {
    const address = new URL(document.location.href);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }

  function update() {
    remember();
    if (!field.value.trim()) {
      status.textContent = "";
      show([]);
      return;
    }
    if (!finder) {
      load();
      return;
    }
    const { hits, near } = finder.search(field.value);
    const kept = hits.filter((hit) => fits(hit, -1));
    round += 1;
    const list = element("ol", "hits");
    list.append(...kept.slice(0, AT_ONCE).map(row));
    show([facets(hits), total(kept.length, near), ...(kept.length ? [list] : [nothing(near && hits.length === 0)])]);
    if (kept.length > AT_ONCE) later(list, kept, round);
    panel.scrollTop = 0;
  }

  /** The rest of the list, once the first hits are on the screen. */
  /** @param {HTMLElement} list @param {Hit[]} kept @param {number} mine */
  function later(list, kept, mine) {
    requestAnimationFrame(() => {
      if (mine === round) list.append(...kept.slice(AT_ONCE, SHOWN).map(row));
    });
  }

  /** @param {number} number @param {boolean} near */
  function total(number, near) {
    const query = field.value.trim();
    const words = !number
      ? `没有找到“${query}”。`
      : near
        ? `没有“${query}”，相近的有 ${number} 条：`
        : `共 ${number} 条${number > SHOWN ? `，显示前 ${SHOWN} 条；再输几个字可以缩小范围` : ""}`;
    status.textContent = words;
    return element("p", "results-total quiet", words);
  }

  /** @param {boolean} everywhere */
  function nothing(everywhere) {
    const help = everywhere
      ? `已经搜索全部 ${data.entries.length} 个岗位、部门和条款的正文、别名、拼音和近义词。可以少输几个字，换一种说法，或者：`
      : "在所选的范围里没有；点一下已选的条件可以取消。";
    const box = element("div", "results-none", element("p", "quiet", help));
    if (everywhere) {
      const ways = element("ul", "plain-list");
      for (const [label, target] of [["浏览全部岗位", "roles/index.html"], ["按主题看职责", "themes/index.html"], ["处罚条款一览", "penalties.html"]]) {
        const link = element("a", "", label);
        link.setAttribute("href", root + target);
        ways.append(element("li", "", link));
      }
      box.append(ways);
    }
    return box;
  }

  /** Whether a hit has every chosen value, one facet left aside. */
  /** @param {Hit} hit @param {number} except */
  function fits(hit, except) {
    const values = data.entries[hit.entry][6];
    return [...chosen].every(([facet, value]) => facet === except || values[facet].includes(value));
  }

  /** Rows of words with counts; a chosen one is pressed. @param {Hit[]} hits */
  function facets(hits) {
    const rows = data.facets.map(([name, labels], facet) => {
      /** @type {number[]} */
      const counts = labels.map(() => 0);
      for (const hit of hits) if (fits(hit, facet)) for (const value of data.entries[hit.entry][6][facet]) counts[value] += 1;
      const values = labels.map((_, value) => value).filter((value) => counts[value] || chosen.get(facet) === value);
      if (values.length < 2 && !chosen.has(facet)) return null;
      const row = element("div", "facet", element("span", "facet-name", name));
      row.setAttribute("role", "group");
      row.setAttribute("aria-label", name);
      for (const value of values) {
        const button = element("button", "", `${labels[value]} ${counts[value]}`);
        button.setAttribute("type", "button");
        button.setAttribute("aria-pressed", String(chosen.get(facet) === value));
        button.dataset.facet = `${facet}:${value}`;
        row.append(button);
      }
      return row;
    });
    const box = element("div", "facets");
    const [first, ...rest] = rows;
    if (first) box.append(first);
    const others = rest.filter((row) => row !== null);
    if (others.length) {
      const more = /** @type {HTMLDetailsElement} */ (element("details", "", element("summary", "quiet", "按部门、行业、级别、主题筛选"), ...others));
      more.open = moreFacets;
      more.addEventListener("toggle", () => {
        moreFacets = more.open;
      });
      box.append(more);
    }
    box.hidden = !box.childElementCount;
    return box;
  }

  /** One hit: the text with its marks, below it the kind and who has it. @param {Hit} hit */
  function row(hit) {
    const [kind, id, place, text, , about] = data.entries[hit.entry];
    const marks = hit.marks.map((mark) => finder.shown(mark));
    const own = marks.filter((mark) => mark.text === text);
    const link = element("a", "hit", marked("hit-text", text, own));
    link.setAttribute("href", root + place);
    link.dataset.hit = id;
    link.dataset.kind = data.facets[0][1][kind];
    const below = element("span", "hit-about", data.facets[0][1][kind], about ? ` · ${about}` : "");
    for (const mark of marks) if (mark.text !== text) below.append(mark.text.endsWith("。") ? " · " : kind < 2 ? " · 也称 " : " · 标题 ", marked("", mark.text, [mark]));
    link.append(below);
    return element("li", "", link);
  }

  /** @param {string} name @param {string} text @param {{from: number, to: number}[]} marks */
  function marked(name, text, marks) {
    const box = element("span", name);
    const sorted = [...marks].sort((a, b) => a.from - b.from);
    let at = 0;
    let end = text.length;
    if (text.length > WINDOW) {
      const centre = sorted.length ? sorted[0].from : 0;
      at = Math.max(0, Math.min(centre - WINDOW / 3, text.length - WINDOW));
      at = Math.floor(at);
      end = Math.min(text.length, Math.max(at + WINDOW, sorted.length ? sorted[0].to : 0));
      if (at) box.append("…");
    }
    for (const { from, to } of sorted) {
      if (from < at || to > end) continue;
      box.append(text.slice(at, from), element("mark", "", text.slice(from, to)));
      at = to;
    }
    box.append(text.slice(at, end));
    if (end < text.length) box.append("…");
    return box;
  }

  /** @returns {HTMLElement[]} */
  const links = () => [...panel.querySelectorAll("a[data-hit]")];

  /** @param {number} step */
  function move(step) {
    const all = links();
    const next = all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    if (next < 0) field.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  }

  // An input method that still composes does not search; its last `input` still says so, hence compositionend too.
  field.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) update();
  });
  field.addEventListener("compositionend", update);
  field.addEventListener("focus", () => {
    load();
    if (field.value.trim() && finder) update();
  });
  field.form.addEventListener("submit", (event) => event.preventDefault());
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === field) {
      links()[0]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden) field.value = "";
      show([]);
      field.focus({ preventScroll: true });
      show([]);
      remember();
    }
  });
  panel.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-facet]") : null;
    if (!(button instanceof HTMLElement) || !button.dataset.facet) return;
    const [facet, value] = button.dataset.facet.split(":").map(Number);
    if (chosen.get(facet) === value) chosen.delete(facet);
    else chosen.set(facet, value);
    const again = button.dataset.facet;
    update();
    /** @type {HTMLElement | null} */ (panel.querySelector(`button[data-facet="${again}"]`))?.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && document.contains(event.target) && !area.contains(event.target)) show([]);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });

  const asked = new URL(document.location.href).searchParams.get("q");
  if (asked) {
    field.value = asked;
    load();
  }
})();
