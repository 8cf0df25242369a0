// Loads a page of the preview anew once it is otherwise than when it was loaded. It is a script of its own, so that the
// policy of the pages stays as it is.
"use strict";

(() => {
  const script = document.currentScript;
  const { page = "", digest = "" } = script instanceof HTMLScriptElement ? script.dataset : {};
  const PAUSE = 1000;
  /** When somebody last set off for another page: to load this one anew then would keep them here. */
  let left = -Infinity;

  const pause = () => new Promise((done) => setTimeout(done, PAUSE));

  async function wait() {
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", () => void wait(), { once: true });
      return;
    }
    try {
      const answer = await fetch(`/-/wait?page=${encodeURIComponent(page)}&digest=${digest}`);
      if ((await answer.text()) === "changed") {
        if (performance.now() - left > PAUSE) {
          window.location.reload();
          return;
        }
        await pause();
      }
    } catch {
      await pause(); // the preview has ended, or begins again
    }
    void wait();
  }

  window.addEventListener("beforeunload", () => {
    left = performance.now();
  });
  void wait();
})();
