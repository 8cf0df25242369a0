// The word 菜单 on a phone: shows and hides the main navigation. Without this script the navigation is a line of its own.
"use strict";

(() => {
  const button = document.querySelector(".menu-button");
  const menu = document.querySelector("#menu");
  if (!(button instanceof HTMLButtonElement) || !menu) return;
  button.addEventListener("click", () => {
    const shown = menu.classList.toggle("shown");
    button.setAttribute("aria-expanded", String(shown));
  });
})();
