// The search itself, once its field is touched: searches as one types, moves through the hits by keyboard, keeps the query
// and the filters in the address.
"use strict";

const rolebookPanel = (() => {
  const { SHOWN } = rolebookResults;
  const { element: made } = rolebookElements;
  const AT_ONCE = 20;
  /** So many entries are taken up at once. */
  const PIECE = 500;
  /** The facet of kinds. */
  const KIND = 0;
  /** Milliseconds of work after which a key press may come in between, and before what takes a slice of its own. */
  const SLICE = 8, LITTLE = 2;

  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} panel
   * @param {HTMLElement} status
   */
  function attach(field, panel, status) {
    const root = document.body.dataset.root ?? "";
    const area = field.closest("search") ?? panel;
    /** @type {Chosen} */
    const chosen = new Map();
    let moreFacets = false;
    let round = 0;
    /** The next slice of work, and what calls it: a timer would wait 4 ms each time. */
    let slice = () => {};
    const turns = new MessageChannel();
    turns.port1.onmessage = () => slice();
    /** What is to be done when the hits of the newest query are shown; null while none are awaited. */
    /** @type {(() => void)[] | null} */
    let awaited = null;
    /** Whether more of the data is still to come, and how many of its scripts could not be loaded. */
    let coming = true, broken = 0;
    /** All hits of what is shown, to be saved. @type {() => Block[]} */
    let wanted = () => [];

    const data = window.rolebookSearch;
    const fill = rolebookEntries.filler(data);
    const finder = rolebookMatch.index({ ...data, entries: [] });
    const facets = rolebookFacets.table(data.facets);
    const view = rolebookResults.results(data, finder, root);
    const rowsOf = rolebookHitRows.making(data, finder, root);
    /** Until all of the data is there: what is found as written, no question understood. @type {(query: string) => Generator<undefined, Answer>} */
    let steps = function* (query) {
      return { ...(yield* finder.steps(query)), first: [], recognised: [], parts: [] };
    };

    /** Chooses the filters of an address. @param {URLSearchParams} parameters */
    function choose(parameters) {
      chosen.clear();
      data.facets.forEach(([name, labels], facet) => {
        const value = labels.indexOf(parameters.get(name) ?? "");
        if (value >= 0) chosen.set(facet, value);
      });
    }

    /**
     * Takes up rows of the data, some at a time.
     * @param {Entry[]} rows @param {number[][]} owners @param {number} offset the place of the first row in the data
     */
    function* taking(rows, owners, offset) {
      for (let from = 0; from < rows.length; from += PIECE) {
        const some = fill(rows.slice(from, from + PIECE), owners.slice(from, from + PIECE));
        some.forEach((entry, place) => (data.entries[offset + from + place] = entry));
        facets.add(some, offset + from);
        finder.add(some, offset + from);
        yield;
      }
    }

    /** What understands questions, once all of the data is there. */
    function* understanding() {
      if (!broken && data.query) steps = yield* rolebookCited.answering(data, finder, (yield* rolebookAnswers.preparing(data, finder)).steps);
    }

    /** The rest of the data, one script after another. What is shown grows with it, until someone is in it. @param {Generator<undefined, void>} first */
    async function gather(first) {
      const grown = () => {
        if (field.value.trim() && !panel.hidden && !panel.contains(document.activeElement)) update();
      };
      await inSlices(first);
      for (let number = 1; number < (data.shards ?? 1); number += 1) {
        await rolebookLoading.load((window.rolebookEdition?.search ?? "").replace(/\.js/, `-${number + 1}.js`)).catch(() => {});
        const { entries = [], owners = [], lines = [], about = [] } = window.rolebookSearchParts?.[number] ?? {};
        delete window.rolebookSearchParts;
        if (!entries.length) broken += 1;
        data.query?.owners.push(...owners);
        data.query?.lines.push(...lines);
        data.query?.about?.push(...about);
        await inSlices(taking(entries, owners, number * (data.size ?? 0)));
        // Each time that there is twice as much.
        if ((number & (number + 1)) === 0) grown();
      }
      await inSlices(understanding());
      coming = false;
      grown();
    }

    /** @param {Node[]} children */
    function show(children) {
      panel.replaceChildren(...children);
      panel.hidden = children.length === 0;
    }

    /** Whether the panel still shows less than what was found, or what was asked before. @param {boolean} whether */
    function busy(whether) {
      panel.setAttribute("aria-busy", String(whether));
    }

    /** The address of the page with the query and what is chosen. */
    function addressed() {
      const address = new URL(document.location.href);
      /** @param {string} name @param {string | undefined} value */
      const keep = (name, value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
      keep("q", field.value.trim());
      data.facets.forEach(([name, labels], facet) => keep(name, labels[chosen.get(facet) ?? -1]));
      return address;
    }

    /** What was searched stands in the address, to be sent to someone and for the way back: once its hits are shown. */
    const remember = () => history.replaceState(history.state, "", addressed());

    function update() {
      // The link of a search that somebody was sent, put into the field.
      const sent = /\?(?=(?:[^\s#]*&)?q=)([^\s#]+)[^?]*$/.exec(field.value);
      if (sent) {
        const parameters = new URLSearchParams(sent[1]);
        field.value = parameters.get("q") ?? "";
        choose(parameters);
      }
      const query = field.value.trim();
      if (!query) chosen.clear();
      busy(query !== "");
      if (!query) {
        remember();
        round += 1;
        awaited = null;
        status.textContent = "";
        show([]);
      } else {
        awaited = [];
        sliced(answer(query));
      }
    }

    /** Works in slices, so that the next key press is taken at once; a newer query ends it. @param {Generator<boolean | undefined, void>} work which gives true before heavy work */
    function sliced(work) {
      round += 1;
      const mine = round;
      slice = () => {
        if (mine !== round) return;
        const from = performance.now();
        while (performance.now() - from < SLICE) {
          const { done, value: heavy } = work.next();
          if (heavy && performance.now() - from > LITTLE) break;
          if (!done) continue;
          slice = () => {};
          const waiting = awaited ?? [];
          awaited = null;
          // What leaves the page must find its way back.
          if (waiting.length) remember();
          for (const action of waiting) action();
          return;
        }
        turns.port2.postMessage(null);
      };
      slice();
    }

    /** @param {() => void} action once the hits of what is typed are shown */
    function whenShown(action) {
      if (awaited) awaited.push(action);
      else action();
    }

    /**
     * @param {string} query
     * @returns {Generator<boolean | undefined, void>}
     */
    function* answer(query) {
      const { kind, rest } = rolebookQuery.prefixed(query, data, finder.normalise);
      const only = kind < 0 ? chosen : new Map([...chosen, [KIND, kind]]);
      const { first, found, near: alike, recognised, parts, lacking: without, ...several } = rest ? yield* steps(rest) : everyOf(kind);
      const { number, every, counts } = yield* facets.tally(first, found, only);
      /** @param {number} entry */
      const fits = (entry) => facets.fits(entry, only);
      /** The rest of the hits, behind those that stand first. @param {number} most */
      const others = (most) => {
        const before = new Set(first.map(({ entry }) => entry));
        return rolebookRanking.top(found, most, (entry) => !before.has(entry) && fits(entry));
      };
      /** @type {Hit[]} */
      const kept = [];
      for (let at = 0; at < first.length && kept.length < SHOWN; at += 1) if (fits(first[at].entry)) kept.push(first[at]);
      if (kept.length < SHOWN) kept.push(...others(SHOWN - kept.length));
      yield true;
      const rows = rowsOf(several.cited ? "" : rest, kept, only);
      const list = made("ol", "hits", ...rows.slice(0, AT_ONCE).map((row) => row()));
      const total = view.total(rest, number, every, alike, parts, without);
      status.textContent = total.textContent;
      const lacking = broken ? [made("p", "results-lacking", `有 ${broken} 份搜索数据没有载入，结果可能不全；请刷新页面再试。`)] : [];
      const later = coming ? [made("p", "results-lacking", "其余数据正在载入，结果还会增加……")] : [];
      const head = view.head(total, counts, only, moreFacets, [view.further(several), view.meant(query, recognised)]);
      if (number) total.after(view.saving(query, only, addressed().search));
      wanted = () => rolebookHitList.blocks(data, query, [...first.map(({ entry }) => entry).filter(fits), ...others(Infinity).map(({ entry }) => entry)]);
      const near = every ? [] : rowsOf("", rolebookOffered.nearest(parts), only, "near");
      const partly = near.length ? [made("p", "results-lacking", "含有其中一部分的："), made("ol", "hits", ...near.map((row) => row()))] : [];
      show([head, ...lacking, ...later, ...(number ? [list] : [...partly, view.nothing(every === 0, parts.length > 0)])]);
      panel.scrollTop = 0;
      // The rest of the list, once the first hits are on the screen, some in each frame.
      const mine = round;
      let shown = AT_ONCE;
      const more = () => {
        if (mine !== round) return;
        if (shown === AT_ONCE) remember();
        list.append(...rows.slice(shown, shown + AT_ONCE).map((row) => row()));
        shown += AT_ONCE;
        if (shown < rows.length) requestAnimationFrame(more);
        else busy(false);
      };
      requestAnimationFrame(more);
    }

    /** Every entry of a kind: what nothing but a prefix asks for. @param {number} kind @returns {Answer} */
    function everyOf(kind) {
      const first = data.entries.flatMap(([of], entry) => (of === kind ? [{ entry, mode: rolebookRanking.MODES.EXACT, tier: 0, marks: [] }] : []));
      return { first, found: [], near: false, recognised: [], parts: [] };
    }

    /**
     * Through the hits, or the parts where there are none, and from the first one back to the field.
     * @param {number} step
     */
    function move(step) {
      const links = [...panel.querySelectorAll("a")].filter((link) => link.matches("[data-hit], [data-near], [data-part]"));
      const next = links.findIndex((link) => link === document.activeElement) + step;
      if (next < 0) field.focus();
      else links[Math.min(next, links.length - 1)]?.focus();
    }

    /**
     * A word of a facet, or the button that shows the further facets; its successor keeps the focus.
     * @param {HTMLButtonElement} pressed
     */
    function press(pressed) {
      const name = pressed.dataset.facet;
      if (name) {
        const [facet, value] = name.split(":").map(Number);
        const { kind, rest } = rolebookQuery.prefixed(field.value, data, finder.normalise);
        // A kind that stands before the query is chosen, and unchosen, as if it had been pressed.
        if (facet === KIND && kind >= 0) {
          field.value = rest;
          chosen.set(KIND, kind);
        }
        if (chosen.get(facet) === value) chosen.delete(facet);
        else chosen.set(facet, value);
      } else {
        moreFacets = !moreFacets;
      }
      update();
      whenShown(() => [...panel.querySelectorAll("button")].find((other) => (name ? other.dataset.facet === name : other.matches(".more-facets")))?.focus());
    }

    /** @param {HTMLButtonElement} pressed @param {Format} format */
    async function saveHits(pressed, format) {
      const hits = wanted();
      const saved = await rolebookSave.save(format, hits.slice(0, 1), () => (format === "docx" ? rolebookHitList.asRead(hits) : hits));
      if (!saved) pressed.textContent = "无法下载";
    }

    function close() {
      if (panel.hidden) {
        field.value = "";
        chosen.clear();
      }
      round += 1;
      awaited = null;
      busy(false);
      show([]);
      field.focus({ preventScroll: true });
      show([]);
      remember();
    }

    // An input method that still composes does not search; its last `input` still says so, hence compositionend too.
    field.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) update();
    });
    field.addEventListener("compositionend", update);
    field.addEventListener("focus", () => {
      if (field.value.trim()) update();
    });
    field.addEventListener("click", () => {
      if (panel.hidden) update();
    });
    area.addEventListener("keydown", (event) => {
      if (!(event instanceof KeyboardEvent) || event.isComposing || event.keyCode === 229) return;
      const arrow = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (arrow && !(event.target instanceof HTMLButtonElement)) {
        event.preventDefault();
        if (panel.hidden) update();
        whenShown(() => move(arrow));
      } else if (event.key === "Enter" && event.target === field) {
        whenShown(() => [...panel.querySelectorAll("a")].find((link) => link.matches("[data-hit]"))?.click());
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    panel.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target.closest("button, a") : null;
      const next = pressed instanceof HTMLAnchorElement ? (pressed.dataset.part ?? pressed.dataset.without) : undefined;
      if (next && !(event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        field.value = next;
        chosen.clear();
        update();
        field.focus();
      } else if (pressed instanceof HTMLButtonElement && pressed.dataset.save) {
        void saveHits(pressed, pressed.dataset.save === "docx" ? "docx" : "xlsx");
      } else if (pressed instanceof HTMLButtonElement && !pressed.matches(".copy")) {
        press(pressed);
      }
    });
    document.addEventListener("click", (event) => {
      if (event.target instanceof Node && document.contains(event.target) && !area.contains(event.target)) show([]);
    });

    choose(new URL(document.location.href).searchParams);
    const first = taking(data.entries, data.query?.owners ?? [], 0);
    first.next();
    if ((data.shards ?? 1) > 1 || data.entries.length > PIECE) void gather(first);
    else {
      rolebookMatch.atOnce(understanding());
      coming = false;
    }
    if (field.value.trim()) update();
  }

  /** Works in slices, so that a key press is taken in between. @param {Generator<undefined, void>} work @returns {Promise<void>} when it is done */
  function inSlices(work) {
    const turns = new MessageChannel();
    return new Promise((done) => {
      turns.port1.onmessage = () => {
        const from = performance.now();
        while (performance.now() - from < SLICE) {
          if (!work.next().done) continue;
          turns.port1.close();
          return done();
        }
        turns.port2.postMessage(null);
      };
      turns.port2.postMessage(null);
    });
  }

  return { attach };
})();
