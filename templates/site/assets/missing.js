// The page for missing addresses: a server shows it at any depth, and its links begin at the root of the host or at
// site_url. Where the handbook lies elsewhere, in a folder of a server or of a computer, this script finds it by the place
// that it was itself loaded from: links lead there, and the scripts of every page are loaded from there.
"use strict";

(() => {
  const own = document.currentScript;
  const said = document.body.dataset.root ?? "";
  if (!(own instanceof HTMLScriptElement)) return;
  const root = new URL("../", own.src).href;
  // Several addresses of this script are tried, of which more than one may be right.
  if (new URL(said, document.location.href).href === root) return;
  document.body.dataset.root = root;
  for (const one of document.querySelectorAll("[href]")) {
    const address = one.getAttribute("href") ?? "";
    if (address.startsWith(said)) one.setAttribute("href", root + address.slice(said.length));
  }
  for (const one of document.querySelectorAll("script[src]")) {
    const address = one.getAttribute("src") ?? "";
    if (!address.startsWith(said)) continue;
    const script = document.createElement("script");
    script.async = false;
    script.src = root + address.slice(said.length);
    document.head.append(script);
  }
})();
