// The search field before it is touched: then it loads what searches (the matcher, the panel, the data), and says so.
"use strict";

(() => {
  const [input, results, live] = ["input[type=search]", "#results", "#search-status"].map((one) => document.querySelector(one));
  if (!(input instanceof HTMLInputElement) || !(results instanceof HTMLElement) || !(live instanceof HTMLElement)) return;
  const [field, panel, status] = /** @type {const} */ ([input, results, live]);

  /** A key that was pressed before its hits were there. */
  let pressed = "";

  /** One sentence in the place of hits. @param {string} sentence */
  function say(sentence) {
    const line = document.createElement("p");
    line.className = "results-none";
    line.append(sentence);
    panel.replaceChildren(line);
    panel.hidden = false;
  }

  const asked = new URL(document.location.href).searchParams.get("q") ?? "";
  if (asked) field.value = asked;
  let loading = false;

  function load() {
    if (field.value.trim()) say("正在载入搜索数据……");
    if (loading) return;
    loading = true;
    const { matcher, panel: scripts } = document.body.dataset;
    rolebookLoading.load(`${matcher} ${scripts} ${window.rolebookEdition?.search}`).then(begin, () => {
      loading = false;
      status.textContent = "搜索数据没有载入，请刷新页面再试。";
      say(status.textContent);
    });
  }

  function begin() {
    field.removeEventListener("focus", load);
    field.removeEventListener("input", load);
    field.removeEventListener("keydown", wait);
    rolebookPanel.attach(field, panel, status);
    if (pressed) field.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  function wait({ key, isComposing }) {
    if (!isComposing && ["Enter", "ArrowDown", "Escape"].includes(key)) pressed = key;
  }

  field.form?.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("focus", load);
  field.addEventListener("input", load);
  field.addEventListener("keydown", wait);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  if (asked) load();
})();
