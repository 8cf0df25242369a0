// All hits of a search as blocks, to be saved: their kinds, whole texts, sources and whose they are. Pure.
"use strict";

const rolebookHitList = (() => {
  /**
   * @param {SearchData} data
   * @param {string} query
   * @param {number[]} entries the hits in their order
   * @returns {Block[]} a title, and below it the hits
   */
  function blocks(data, query, entries) {
    const titles = new Map(data.entries.map(([, id, , title]) => [id, title]));
    const sources = (data.query?.sources ?? []).map((id) => titles.get(id) ?? "");
    const made = { level: 0, number: 0, prefix: "", head: false };
    return [
      { ...made, kind: "heading", level: 1, cells: [`搜索“${query}”`] },
      ...entries.map((entry, at) => {
        const [kind, id, , title, , about] = data.entries[entry];
        const isClause = kind > 1 && entry < (data.pagesFrom ?? Infinity) && (entry < data.rules || id.includes("#"));
        const lines = data.query?.lines[entry] ?? [];
        const owners = (data.query?.owners[entry] ?? []).map((owner) => data.entries[owner][3]).join("、");
        return {
          ...made,
          kind: /** @type {const} */ ("numbered"),
          number: at + 1,
          cells: [title],
          under: data.facets[0][1][kind],
          sources: isClause && !lines.length ? "自定" : isClause ? lines.map(([source, first, last]) => `${sources[source]}第 ${first === last ? first : `${first}–${last}`} 行`).join("；") : "",
          owners: owners || about,
        };
      }),
    ];
  }

  /** The same with whose it is behind each text, as a document shows it. @param {Block[]} list @returns {Block[]} */
  const asRead = (list) => list.map((one) => (one.owners ? { ...one, cells: [`${one.cells[0]}（${one.owners}）`] } : one));

  return { blocks, asRead };
})();
