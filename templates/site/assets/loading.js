// Scripts that a page loads when it first needs them, each once. They come by script elements: nothing else loads from a
// folder.
"use strict";

const rolebookLoading = (() => {
  /** @type {Map<string, Promise<void>>} by address */
  const asked = new Map();

  /**
   * @param {string} addresses from the site's root, with blanks between, in the order in which they run
   * @returns {Promise<void>} rejected where one does not load; that one is asked for anew the next time
   */
  async function load(addresses) {
    await Promise.all(addresses.split(" ").map((address) => asked.get(address) ?? script(address)));
  }

  /** @param {string} address @returns {Promise<void>} */
  function script(address) {
    const element = document.createElement("script");
    element.src = (document.body.dataset.root ?? "") + address;
    element.async = false;
    /** @type {Promise<void>} */
    const loaded = new Promise((done, failed) => {
      if ([...document.scripts].some((one) => one.getAttribute("src") === element.getAttribute("src"))) return done();
      element.onload = () => done();
      element.onerror = () => {
        asked.delete(address);
        element.remove();
        failed(new Error(address));
      };
      document.head.append(element);
    });
    asked.set(address, loaded);
    return loaded;
  }

  return { load };
})();
