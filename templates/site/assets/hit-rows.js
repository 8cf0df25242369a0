// The rows of hits: the kind of each, its text with what was found marked in it, and whose it is. No events.
"use strict";

/** @typedef {{from: number, to: number}} Stretch of a text, in its own characters */

const rolebookHitRows = (() => {
  const { element, button } = rolebookElements;
  /** At most so many characters of a text. */
  const WINDOW = 90;
  /** So many characters fit the two lines of a hit, on a desk and on a phone. */
  const ROOM = 60, NARROW_ROOM = 32;
  /** So many characters stand before a mark that lies beyond them. */
  const LEAD = 12;
  const narrow = window.matchMedia("(max-width: 40rem)");
  /** How a hit was found that does not have the query as it is written. */
  const NOTES = new Map([
    [rolebookRanking.MODES.SYNONYM, "近义词"],
    [rolebookRanking.MODES.PIECES, "各词不相连"],
  ]);
  const ACROSS_NOTE = "跨词";
  /** So many characters of the owners leave room for the note. */
  const WITH_NOTE = 13;

  /** Of so many first hits, so many sentences of one activity put it above them; of more than that many, none is what is meant. */
  const FIRST = 10, MANY = 3;
  /** Whoever writes more than this looks for a sentence, not for what it is about. */
  const QUESTION = 18;
  /** The facet of kinds. */
  const KIND = 0;

  /**
   * @param {SearchData} data
   * @param {Finder} finder
   * @param {string} root the way from the page to the site's root
   */
  function making(data, finder, root) {
    const names = new Map(data.query?.titles);

    /** Where a line of a source stands, whose page may be cut into several. @param {string} place @param {number} line */
    function placeOfLine(place, line) {
      const further = data.cuts?.[place]?.filter((first) => first <= line).length;
      return `${further ? place.replace(/\.html$/, `/${further + 1}.html`) : place}#L${line}`;
    }

    /** One hit: its kind, the text with its marks, and who has it. @param {Hit} hit @param {"hit" | "near"} as */
    function row(hit, as) {
      const [kind, id, place, title, , about] = data.entries[hit.entry];
      const text = hit.line ? `${title}，第 ${hit.line} 行` : title;
      const marks = hit.marks.map((mark) => finder.shown(mark));
      const others = marks.filter((mark) => mark.text !== text && !mark.context);
      const words = element("span", "hit-words");
      for (const mark of others) if (kind > 1) words.append(marked("hit-heading", mark.text, [mark]), " ");
      words.append(marked("hit-text", text, marks.filter((mark) => mark.text === text), words.textContent?.length));
      for (const mark of others) {
        if (kind > 1) continue;
        const before = names.get(hit.entry)?.includes(mark.text) ? " 也称 " : " ";
        words.append(element("span", "hit-also", before, marked("", mark.text, [mark], text.length + 4)));
      }
      const note = hit.tier === rolebookRanking.ACROSS ? ACROSS_NOTE : NOTES.get(hit.mode);
      const owners = element("span", "hit-about", about);
      if (note) {
        const cut = about.length > WITH_NOTE ? `${about.slice(0, WITH_NOTE - 1)}…` : about;
        owners.replaceChildren(cut, cut && " ", element("span", "hit-note", `· ${note}`));
      }
      const box = element("a", "hit", element("span", "hit-kind", data.kinds[kind]), words, owners);
      box.setAttribute("href", root + (hit.line ? placeOfLine(place, hit.line) : place));
      box.dataset[as] = id;
      box.dataset.kind = data.facets[0][1][kind];
      const copy = button("复制");
      copy.className = "copy";
      copy.dataset.words = title;
      return element("li", "", box, copy);
    }

    /**
     * What makes the rows of hits, with an activity above the first of its sentences where most of the first hits are of
     * it, or above all of them where the query says its name: 谁负责制定采购计划.
     * @param {string} query
     * @param {Hit[]} hits
     * @param {Chosen} chosen of entries of one kind an activity is none
     * @param {"hit" | "near"} [as] what they are of the query: not all that it says is in what is merely near
     * @returns {(() => HTMLElement)[]}
     */
    function rows(query, hits, chosen, as = "hit") {
      const about = hits.map(({ entry, line }) => (line ? -1 : (data.query?.about?.[entry] ?? -1)));
      // A quotation asks for one sentence.
      const words = /[「『“"]/.test(query) ? "" : finder.normalise(query);
      const [above, asked] = [new Set(), new Set()];
      for (const [place, [, title]] of (words.length > 1 && words.length <= QUESTION && data.activities || []).entries()) {
        const name = finder.normalise(title);
        const sentences = about.filter((one) => one === place).length;
        if (words.includes(name) && 2 * name.length >= words.length) asked.add(place);
        const named = asked.has(place) || (sentences > 1 && name.includes(words));
        if (named || about.slice(0, FIRST).filter((one) => one === place).length >= MANY) above.add(place);
      }
      if (above.size > MANY || chosen.has(KIND) || as === "near") above.clear();
      const first = chosen.size ? [] : [...above].filter((place) => asked.has(place) || !about.includes(place));
      return [
        ...first.map((place) => () => activityRow(place)),
        ...hits.flatMap((hit, number) => {
          const place = about[number];
          const opens = above.has(place) && !first.includes(place) && about.indexOf(place) === number;
          return [...(opens ? [() => activityRow(place)] : []), () => row(hit, as)];
        }),
      ];
    }

    /** One hit for all wordings of an activity. @param {number} place */
    function activityRow(place) {
      const [id, title, counted] = (data.activities ?? [])[place];
      const words = element("span", "hit-words", element("span", "hit-text", title));
      const box = element("a", "hit", element("span", "hit-kind", "事项"), words, element("span", "hit-about", counted));
      box.setAttribute("href", `${root}activities/${id}.html`);
      box.dataset.hit = id;
      box.dataset.kind = "工作事项";
      return element("li", "", box);
    }

    return rows;
  }

  /**
   * A text that may be long, from a place shortly before the first mark where that lies beyond the two lines shown.
   * @param {string} name
   * @param {string} text
   * @param {Stretch[]} marks
   * @param {number} [taken] of the room by what stands before
   */
  function marked(name, text, marks, taken = 0) {
    const box = element("span", name);
    const sorted = [...marks].sort((a, b) => a.from - b.from);
    const [first] = sorted;
    const room = (narrow.matches ? NARROW_ROOM : ROOM) - taken;
    let at = 0;
    if (first && first.from > LEAD && first.to > room) {
      at = first.from - LEAD;
      at += text.slice(at, first.from).search(/[，。；：、]/) + 1;
      box.append("…");
    }
    const end = Math.min(text.length, Math.max(at + WINDOW, first?.to ?? 0));
    for (const { from, to } of sorted) {
      if (from < at || to > end) continue;
      box.append(text.slice(at, from), element("mark", "", text.slice(from, to)));
      at = to;
    }
    box.append(text.slice(at, end));
    if (end < text.length) box.append("…");
    return box;
  }

  return { making };
})();
