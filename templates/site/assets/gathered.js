// The text of one part of the data as one row of characters, and where each of them stands. Pure: no document, no events.
"use strict";

/**
 * @typedef {object} Shared what all parts of the data have in common
 * @property {number} rules the place in the data where the rules and their items begin
 * @property {number} pagesFrom the place where the pages of the handbook begin
 * @property {ReturnType<typeof rolebookNormalForm.normaliser>} normalise
 * @property {(entry: number, name: string) => boolean} isAlias whether the role or department at a place in the data is called so
 * @property {ReturnType<typeof rolebookNormalForm.soundsOf>} sounds
 * @property {(first: number, second: number) => boolean} isWord whether two characters are a word that the library itself shows
 * @property {Uint16Array} numbers by code: the characters that stand anywhere, numbered from 1 as they turn up
 * @property {number} characters how many there are
 */

const rolebookGathered = (() => {
  const { TITLE, ALIAS, HEADING, CLAUSE, CONTEXT } = rolebookRanking.FIELDS;

  /**
   * Every searchable string of every entry, 0 before and after each; after them every context, once.
   * @param {Entry[]} entries
   * @param {number} offset the place in the data of the first of them
   * @param {boolean[]} items which of them are items of rules
   * @param {Shared} shared
   */
  function gathered(entries, offset, items, { normalise, isAlias }) {
    /** @type {number[]} */ const starts = [];
    /** @type {number[]} */ const owners = [];
    /** @type {number[]} */ const fields = [];
    /** @type {number[]} */ const lengths = [];
    /** @type {number[]} */ const opens = [0];
    const parts = [""];
    /** @type {Map<string, number[]>} */
    const contexts = new Map();
    let length = 1;

    /** @param {string} string @param {number} entry @param {number} field */
    function put(string, entry, field) {
      const part = normalise(string, undefined, opens);
      starts.push(length);
      owners.push(entry);
      fields.push(field);
      lengths.push(part.length);
      parts.push(part);
      opens.push(0);
      length += part.length + 1;
    }

    entries.forEach(([kind, , , text, names, , , context], entry) => {
      const titled = kind < 2 || text.length < 16 && !text.endsWith("。");
      const [title, alias] = items[entry] ? [HEADING, HEADING] : [TITLE, ALIAS];
      put(text, entry, titled ? title : CLAUSE);
      for (const name of names) put(name, entry, name.endsWith("。") ? CLAUSE : kind < 2 && !isAlias(offset + entry, name) ? HEADING : alias);
      const alike = contexts.get(context);
      if (alike) alike.push(entry);
      else contexts.set(context, [entry]);
    });
    const [end, firstContext] = [length, starts.length];
    // What it is made of are labels and names, each for itself: no word goes from one into the next.
    const labels = new Set();
    for (const context of contexts.keys()) {
      let at = length;
      for (const label of context.split("、")) {
        labels.add(at);
        at += normalise(label).length;
      }
      put(context, -1, CONTEXT);
    }
    const codes = new Uint16Array(length);
    const strings = new Uint32Array(length);
    parts.slice(1).forEach((part, string) => {
      for (let at = 0; at < part.length; at += 1) codes[starts[string] + at] = part.charCodeAt(at);
      strings.fill(string, starts[string] - 1, starts[string] + part.length);
    });
    return { codes, strings, end, labels, firstContext, contextTexts: [...contexts.keys()], contextEntries: [...contexts.values()], starts, lengths, owners, fields: Uint8Array.from(fields), opens: Uint8Array.from(opens) };
  }

  /**
   * Where each character stands: at places[begins[n]] and on to begins[n + 1], n its number.
   * @param {Uint16Array} codes @param {Shared} shared
   */
  function placed(codes, shared) {
    const { numbers } = shared;
    for (const code of codes) if (code && !numbers[code]) numbers[code] = shared.characters += 1;
    const begins = new Uint32Array(shared.characters + 2);
    for (const code of codes) begins[numbers[code] + 1] += 1;
    for (let number = 1; number < begins.length; number += 1) begins[number] += begins[number - 1];
    const next = begins.slice();
    const places = new Uint32Array(codes.length);
    codes.forEach((code, at) => (places[next[numbers[code]]++] = at));
    return { begins, places };
  }

  return { gathered, placed };
})();
