// The search field: loads the data when first needed, searches as one types, moves through the hits by keyboard.
"use strict";

(() => {
  const AT_ONCE = 20;
  const { SHOWN, element } = rolebookResults;

  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} panel
   * @param {HTMLElement} status
   */
  function attach(field, panel, status) {
    const root = document.body.dataset.root ?? "";
    const area = field.closest("search") ?? panel;
    /** @type {{data: SearchData, ask: (query: string) => Answer, view: ReturnType<typeof rolebookResults.results>} | undefined} */
    let ready;
    /** @type {Chosen} */
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
        const data = window.rolebookSearch;
        const finder = rolebookMatch.index(data);
        ready = { data, ask: rolebookAnswers.answerer(data, finder), view: rolebookResults.results(data, finder, root) };
        const address = new URL(document.location.href);
        data.facets.forEach(([name, labels], facet) => {
          const value = labels.indexOf(address.searchParams.get(name) ?? "");
          if (value >= 0) chosen.set(facet, value);
        });
        if (field.value.trim()) update();
      };
      script.onerror = () => {
        loading = false;
        status.textContent = "搜索数据没有载入，请刷新页面再试。";
        show([element("p", "results-none", status.textContent)]);
      };
      document.head.append(script);
    }

    /** @param {Node[]} children */
    function show(children) {
      panel.replaceChildren(...children);
      panel.hidden = children.length === 0;
    }

    /** The query and what is chosen stand in the address, to be sent to someone and for the way back. */
    function remember() {
      const address = new URL(document.location.href);
      /** @param {string} name @param {string | undefined} value */
      const keep = (name, value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
      keep("q", field.value.trim());
      ready?.data.facets.forEach(([name, labels], facet) => keep(name, labels[chosen.get(facet) ?? -1]));
      history.replaceState(null, "", address);
    }

    function update() {
      const query = field.value.trim();
      if (!query) chosen.clear();
      remember();
      if (!query) {
        status.textContent = "";
        show([]);
      } else if (ready) {
        answer(query, ready);
      } else {
        load();
      }
    }

    /** @param {string} query @param {NonNullable<typeof ready>} with_ */
    function answer(query, { ask, view }) {
      const { hits, near, recognised, parts } = ask(query);
      const kept = hits.filter((hit) => view.fits(hit, chosen));
      const list = element("ol", "hits", ...kept.slice(0, AT_ONCE).map(view.row));
      const total = view.total(query, kept.length, hits.length, near, parts);
      const meant = view.meant(query, recognised);
      status.textContent = total.textContent;
      round += 1;
      show([view.head(total, hits, chosen, moreFacets, meant), kept.length ? list : view.nothing(hits.length === 0, total.querySelector("[data-part]") !== null)]);
      panel.scrollTop = 0;
      // The rest of the list, once the first hits are on the screen.
      const mine = round;
      requestAnimationFrame(() => {
        if (mine === round) list.append(...kept.slice(AT_ONCE, SHOWN).map(view.row));
      });
    }

    /**
     * Through the hits, or the parts where there are none, and from the first one back to the field.
     * @param {number} step
     */
    function move(step) {
      const links = [...panel.querySelectorAll("a")].filter((link) => link.matches("[data-hit], [data-part]"));
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
        if (chosen.get(facet) === value) chosen.delete(facet);
        else chosen.set(facet, value);
      } else {
        moreFacets = !moreFacets;
      }
      update();
      [...panel.querySelectorAll("button")].find((other) => other.dataset.facet === name)?.focus();
    }

    function close() {
      if (panel.hidden) {
        field.value = "";
        chosen.clear();
      }
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
      load();
      if (field.value.trim() && ready) update();
    });
    field.addEventListener("click", () => {
      if (panel.hidden && ready) update();
    });
    field.form?.addEventListener("submit", (event) => event.preventDefault());
    area.addEventListener("keydown", (event) => {
      if (!(event instanceof KeyboardEvent) || event.isComposing || event.keyCode === 229) return;
      const arrow = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (arrow && !(event.target instanceof HTMLButtonElement)) {
        event.preventDefault();
        if (panel.hidden) update();
        move(arrow);
      } else if (event.key === "Enter" && event.target === field) {
        [...panel.querySelectorAll("a")].find((link) => link.matches("[data-hit]"))?.click();
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
      } else if (pressed instanceof HTMLButtonElement) {
        press(pressed);
      }
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
  }

  const field = document.querySelector("input[type=search]");
  const panel = document.querySelector("#results");
  const status = document.querySelector("#search-status");
  if (field instanceof HTMLInputElement && panel instanceof HTMLElement && status instanceof HTMLElement) {
    attach(field, panel, status);
  }
})();
