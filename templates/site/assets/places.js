// Places that a query names: a line of a source, the id of an entry, an address or a citation that was copied. Pure: no
// document, no events.
"use strict";

const rolebookPlaces = (() => {
  const { EXACT } = rolebookRanking.MODES;

  /** @param {SearchData} data all of it @param {Finder} finder @param {ReadonlyMap<string, number>} byId the places of entries */
  function places(data, finder, byId) {
    const given = /** @type {QueryData} */ (data.query);

    /** @param {number} entry @returns {Hit} */
    const hitOf = (entry) => ({ entry, mode: EXACT, tier: 0, marks: [] });

    /** A line of a source, the id of an entry, or an address or citation that was copied. @param {string} query @returns {Hit[]} */
    function placed(query) {
      const plain = query.trim().replace(/(是|写)?了?的?(什么|啥|什么内容|内容|哪一?条)[?？]?$/, "");
      const id = plain.replace(/^https?:\/\/\S*?\/(?=[\w-]+\/[\w/-]+\.html)/, "").replace(/[?#]\S*$/, "").replace(/^.*\/(?=[\w-]+\.html)/, "").replace(/\.html$/, "");
      const entry = byId.get(plain) ?? byId.get(plain.toLowerCase()) ?? byId.get(id);
      if (entry !== undefined) return [hitOf(entry)];
      const line = /^(.*?)(?:第?\s*(\d+)\s*(?:行?\s*[-–—~到至]\s*第?\s*(\d+)\s*)?行|(?:^|[:#：]|(?<=\S)\s+)L?(\d+)(?:-L?(\d+))?)[”"）)。]*$/iu.exec(rolebookQuery.withDigits(plain.normalize("NFKC"), () => false));
      if (!line || (line[4] && !line[1] && !/^[L#:]/i.test(plain))) return [];
      const from = Number(line[2] ?? line[4]);
      const to = Number(line[3] ?? line[5] ?? from);
      const named = finder.normalise(line[1]).replace(/^(原文件|原文|来源文件|来源|出处|原件|原稿|文件)?(在|的|是)?/, "");
      const sources = given.sources.map((source) => byId.get(source) ?? -1);
      // Behind a space a bare number is a line only where what stands before it is the source, whole.
      const bare = /\s\d+(-\d+)?$/.test(plain) && line[4] !== undefined;
      const wanted = sources.filter((source) => {
        const [, id_, , title] = data.entries[source] ?? ["", "", "", ""];
        const texts = [finder.normalise(String(title)), finder.normalise(id_.slice(7))];
        return !named || texts.some((text) => (bare ? text === named : text.includes(named) || named.includes(text)));
      });
      if (named && !wanted.length) return [];
      const lines = wanted.map((source) => ({ ...hitOf(source), line: from }));
      const there = given.lines.flatMap((places, entry) =>
        places.some(([source, first, last]) => wanted.includes(sources[source]) && first <= to && from <= last) ? [hitOf(entry)] : [],
      );
      if (!there.length && sources.length > 1) return [];
      // Whoever names the source asks for the place in it; a bare number, for what stands there.
      return named ? [...lines, ...there] : [...there, ...lines];
    }

    return placed;
  }

  return { places };
})();
