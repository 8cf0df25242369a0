// A citation that was copied from a page (copied.js) or written by hand leads to its place again:
//   《岗位手册》2026.11 版，文员，职责第3条，「接听电话，…」
// Whatever title and version the book has: what counts is the quotation and whose it is. Pure: no document, no events.
"use strict";

const rolebookCited = (() => {
  const { numberOf } = rolebookRanking;
  /** A text that is as quoted, one that begins so, one that has it inside; and that it is of whom and of what kind was said. */
  const EQUAL = 16, BEGINS = 8, INSIDE = 1, OF_OWNER = 6, OF_KIND = 10;
  const PAUSE = 1000;
  const NUMBER = /^(.*?)第?(?:\d+|[一二三四五六七八九十百]+)条$/;

  /** @typedef {{quote: string, whole: boolean, owners: number[], kinds: number[], sure: boolean}} Cited `sure`: nothing but a citation is written so */

  /**
   * Wraps what answers a query: a citation is answered here.
   * @param {SearchData} data all of it
   * @param {Finder} finder
   * @param {(query: string) => Generator<undefined, Answer>} otherwise
   */
  function* answering(data, finder, otherwise) {
    /** @type {Map<string, number[]>} */
    const titles = new Map();
    const pagesFrom = data.pagesFrom ?? Infinity;
    for (const [entry, [kind, id, , title, names]] of data.entries.entries()) {
      if (entry % PAUSE === 0) yield;
      if (kind > 1 && entry < pagesFrom && (entry < data.rules || id.includes("#"))) continue;
      for (const name of [title, ...(kind < 2 ? names : [])]) {
        const plain = finder.normalise(name);
        titles.set(plain, [...(titles.get(plain) ?? []), entry]);
      }
    }
    /** @type {Map<string, number[]>} */
    const kinds = new Map(data.query?.kinds.map(([word, values]) => [finder.normalise(word), values]));
    data.facets[0]?.[1].forEach((label, kind) => kinds.set(finder.normalise(label), [kind]));

    /** @param {string} query @returns {Cited | null} */
    function parsed(query) {
      const written = query.normalize("NFKC").replace(/https?:\/\/\S+/g, " ").replace(/第\s*(\S+?)\s*条/g, "第$1条");
      const quotation = /[「『“"](.*)[」』”"]/s.exec(written);
      const quote = quotation?.[1].trim() ?? "";
      const before = quotation ? written.slice(0, quotation.index) : written;
      const book = /《([^》]*)》\s*([0-9a-z][\w.-]*\s*版)?/i.exec(before);
      const rest = (book && !titles.has(finder.normalise(book[1])) ? before.replace(book[0], ",") : before).replace(/[《》]/g, ",");
      /** @type {Cited} */
      const cited = { quote: finder.normalise(quote), whole: !/(…|\.{3})\s*$/.test(quote), owners: [], kinds: [], sure: Boolean(book?.[2]) };
      for (const piece of rest.split(/[,;:\s]+/).map((part) => finder.normalise(part)).filter(Boolean)) {
        const numbered = NUMBER.exec(piece);
        const words = numbered ? numbered[1] : piece;
        const cut = kinds.has(words) ? -1 : [...words].findIndex((_, at) => titles.has(words.slice(0, words.length - at)) && (!at || kinds.has(words.slice(-at))));
        if (cut < 0 && words && !kinds.has(words)) return null;
        const title = cut < 0 ? "" : words.slice(0, words.length - cut);
        cited.owners.push(...(titles.get(title) ?? []));
        cited.kinds.push(...(kinds.get(words.slice(title.length)) ?? []));
        if (numbered) cited.sure = true;
      }
      const said = cited.owners.length + cited.kinds.length;
      return (cited.quote && (said || cited.sure)) || (cited.sure && cited.owners.length) ? cited : null;
    }

    /** How well an entry fits. @param {number} entry @param {Cited} cited */
    function fit(entry, { quote, whole, owners, kinds: wanted }) {
      const [kind, id, , title] = data.entries[entry];
      const text = finder.normalise(title);
      const of = owners.some((owner) => data.query?.owners[entry]?.includes(owner) || id.startsWith(`${data.entries[owner][1]}#`));
      const likeness = whole && text === quote ? EQUAL : text.startsWith(quote) ? BEGINS : INSIDE;
      return likeness + (of ? OF_OWNER : 0) + (wanted.includes(kind) ? OF_KIND : 0);
    }

    /** @param {string} query @returns {Generator<undefined, Answer>} */
    return function* (query) {
      const cited = parsed(query);
      if (!cited) return yield* otherwise(query);
      const answer = { first: /** @type {Hit[]} */ ([]), found: /** @type {Found[]} */ ([]), near: false, recognised: [], parts: [], cited: true };
      if (!cited.quote) return { ...answer, first: cited.owners.map((entry) => ({ entry, mode: 0, tier: 0, marks: [] })) };
      const found = yield* finder.find(cited.quote);
      const places = found.flatMap(({ offset, entries }) => entries.map((entry) => offset + entry));
      const exact = places.filter((entry) => finder.normalise(data.entries[entry][3]).includes(cited.quote));
      const fits = new Map(exact.map((entry) => [entry, fit(entry, cited)]));
      exact.sort((a, b) => (fits.get(b) ?? 0) - (fits.get(a) ?? 0) || a - b);
      if (exact.length) return { ...answer, first: exact.map((entry) => ({ entry, mode: 0, tier: 0, marks: [] })) };
      if (!cited.sure) return yield* otherwise(query);
      // The text was changed since: what is like it, and after that whoever had it.
      const like = yield* otherwise(cited.quote);
      const [owner] = cited.owners;
      return like.first.length || numberOf(like.found) || owner === undefined ? like : { ...answer, first: [{ entry: owner, mode: 0, tier: 0, marks: [] }] };
    };
  }

  return { answering };
})();
