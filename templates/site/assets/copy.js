// Buttons that copy an address: `data-copy` is a path relative to the page, empty for the page itself.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button.copy") : null;
  if (!(button instanceof HTMLButtonElement)) return;
  const page = document.location.href.replace(/[?#].*$/, "");
  const address = new URL(button.dataset.copy || page, page).href;
  const label = button.textContent;
  const done = await copied(address);
  const local = document.location.protocol === "file:";
  button.textContent = done ? (local ? "已复制（本机地址，别的电脑打不开）" : "已复制") : address;
  setTimeout(() => {
    button.textContent = label;
  }, 3000);
});

/**
 * Put a text on the clipboard; folders opened by file:// and plain http have no clipboard of their own.
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there now
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
