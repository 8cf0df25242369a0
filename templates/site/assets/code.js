// The library's code (校验码) in the head and the foot of a page. It stands in a script of its own, edition.js, so that a
// changed sentence changes only the pages that show it; where that script is missing, so is the code with its label.
"use strict";

for (const place of document.querySelectorAll("[data-code]")) {
  const code = window.rolebookEdition?.code;
  if (!code || !(place instanceof HTMLElement)) continue;
  const number = document.createElement("span");
  number.className = "code";
  number.textContent = code;
  place.append(" ", number);
  place.hidden = false;
}
