// The key ? shows the keys of the handbook and what may stand before a search, unless a field has the focus.
"use strict";

(() => {
  const KEYS = [
    ["/", "搜索"],
    ["↓ ↑", "在结果中移动"],
    ["Enter", "打开结果"],
    ["Esc", "关闭结果；再按一次清空"],
    ["?", "显示这些按键"],
  ];
  const BEFORE = [
    ["岗位：", "只查岗位"],
    ["职责：", "只查职责"],
    ["处罚：", "只查处罚条款"],
    ["制度：", "只查管理制度"],
  ];
  /** @type {HTMLDialogElement | undefined} */
  let dialog;

  /** @param {string} tag @param {...(Node | string)} children */
  function made(tag, ...children) {
    const element = document.createElement(tag);
    element.append(...children);
    return element;
  }

  /** @param {string} heading @param {string[][]} rows @param {string} tag of what stands before */
  function list(heading, rows, tag) {
    return [made("h2", heading), made("dl", ...rows.flatMap(([key, does]) => [made("dt", made(tag, key)), made("dd", does)]))];
  }

  function build() {
    const close = made("button", "关闭");
    close.setAttribute("type", "button");
    close.addEventListener("click", () => dialog?.close());
    const box = document.createElement("dialog");
    box.className = "keys";
    box.setAttribute("aria-label", "按键");
    box.append(...list("按键", KEYS, "kbd"), ...list("在搜索词前面写", BEFORE, "code"), close);
    document.body.append(box);
    return box;
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches("input, textarea, select"));
    if ((event.key !== "?" && event.key !== "？") || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    dialog ??= build();
    if (!dialog.open) dialog.showModal();
  });
})();
