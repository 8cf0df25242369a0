// Elements of what scripts show. No events.
"use strict";

const rolebookElements = (() => {
  /**
   * @param {string} tag
   * @param {string} name its class
   * @param {...(Node | string)} children
   */
  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  }

  /** @param {string} label @param {string} target */
  function link(label, target) {
    const made = element("a", "", label);
    made.setAttribute("href", target);
    return made;
  }

  /** @param {...(Node | string)} children */
  function button(...children) {
    const made = element("button", "", ...children);
    made.setAttribute("type", "button");
    return made;
  }

  return { element, link, button };
})();
