// The entries of the search as its scripts use them. Their rows leave out what follows from the rest (search_index.py):
// here it is filled in. Pure: no document, no events.
"use strict";

const rolebookEntries = (() => {
  /** @param {SearchData} data */
  function filler({ facets, addresses, query }) {
    const names = new Map(query?.titles.map(([entry, [title, , ...aliases]]) => [entry, [title, ...aliases]]));
    /** @type {Map<string, string>} by facet values and owners, which many entries share */
    const contexts = new Map();

    /** @param {number} kind @param {string} id an item of a rule has a page of its own */
    const addressOf = (kind, id) => addresses[id.includes("#") ? addresses.length - 1 : kind].replace("{}", id.replace("#", "/"));

    /** @param {number[][]} values @param {number[]} owners @returns {string} the labels of the values and the names of the owners */
    function contextOf(values, owners) {
      const key = `${values.join("|")};${owners.join()}`;
      const known = contexts.get(key);
      if (known !== undefined) return known;
      const labels = values.flatMap((places, facet) => places.map((place) => facets[facet][1][place]));
      const context = [...new Set([...labels, ...owners.flatMap((owner) => names.get(owner) ?? [])])].join("、");
      contexts.set(key, context);
      return context;
    }

    /** @param {Entry[]} rows @param {number[][]} owners by row @returns {Entry[]} the rows, in which nothing is left out any more */
    function fill(rows, owners) {
      rows.forEach((row, place) => {
        const [kind, id, , , , , values] = row;
        /** @type {string | undefined} */
        const given = row[7];
        row[2] ||= addressOf(kind, id);
        if (given === undefined || given.endsWith("、")) row[7] = (given ?? "") + contextOf(values, owners[place] ?? []);
      });
      return rows;
    }

    return fill;
  }

  return { filler };
})();
