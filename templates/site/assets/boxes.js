// Boxes that were opened are open again when one comes back to the page, with Back or by a reload. Without this script they
// are closed.
"use strict";

(() => {
  const boxes = [...document.querySelectorAll("main details")].filter((one) => one instanceof HTMLDetailsElement);
  const { opened = [] } = history.state ?? {};
  for (const at of opened) boxes[at]?.setAttribute("open", "");
  // The event does not bubble: it is heard on its way down.
  document.addEventListener("toggle", () => {
    const open = boxes.flatMap((box, at) => (box.open ? [at] : []));
    history.replaceState({ ...history.state, opened: open }, "");
  }, true);
})();
