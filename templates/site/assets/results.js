// What a search shows: hits with their marks, facets with counts, and what to say when there is nothing. No events.
"use strict";

/**
 * @typedef {ReturnType<typeof rolebookMatch.index>} Finder
 * @typedef {{from: number, to: number}} Stretch of a text, in its own characters
 * @typedef {{part: string, count: number}} Offered a part of a query, and how many entries have it
 * @typedef {{part: string, worth: number}} Piece of a query
 */

const rolebookResults = (() => {
  const SHOWN = 100;
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
  const PARTS = 4;
  /** A part longer than this is hardly found where the whole query is not; it keeps the search for parts short. */
  const LONGEST = 10;
  /** What questions are made of, and does not answer them. */
  const ASKING =
    /请问|什么情况下?|什么时候|为什么|什么|谁来|谁|哪些岗位|哪个岗位|哪些|哪个|哪里|怎么样|怎么办|怎么|怎样|如何|多少|是不是|是否|有没有|能不能|需要|应该|可以|负责(?!人)|区别|不同|关于|吗|呢/;
  /** Characters that no part begins or ends with, unless it is a known word. */
  const LINKING = /^[的了和与及或是在对把被让会要有]|[的了和与及或是在对把被让会要有不没未]$/;

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

  /**
   * @param {SearchData} data
   * @param {Finder} finder
   * @param {string} root the way from the page to the site's root
   */
  function results(data, finder, root) {
    const facets = rolebookFacets.table(data.facets);
    const known = knownWords(data, finder);
    let size = 0;

    /** Takes up a part of the data. @param {Entry[]} entries @param {number} offset the place of the first of them */
    function add(entries, offset) {
      facets.add(entries, offset);
      for (const word of titles(entries, finder)) known.add(word);
      size += entries.length;
    }

    /**
     * How many there are, as one sentence; `every` without the chosen facets. Without any, the parts that are found.
     * @param {string} query
     * @param {number} number
     * @param {number} every
     * @param {boolean} near
     * @param {Offered[]} found the parts: of which no entry has all, or of a query without hits; else none
     * @param {Answer["lacking"]} [lacking] whom the query names, and the kind of which there is nothing for that one
     */
    function total(query, number, every, near, found, lacking) {
      const line = element("p", "results-total");
      if (lacking) line.append(`原文没有写“${data.entries[lacking.owner][3]}”的${data.facets[0][1][lacking.kind]}。`);
      if (number && found.length > 1) {
        line.append("没有一条同时含有各部分；含有：", ...offered(found), `。最接近的有 ${number} 条：`);
        return line;
      }
      if (!number && every) line.append(`当前筛选范围内没有“${query}”，全部范围内有 ${every} 条。`);
      else if (number && near) line.append(`没有“${query}”，相近的有 ${number} 条：`);
      else if (number) line.append(`共 ${number} 条${number > SHOWN ? `，显示前 ${SHOWN} 条；再输几个字可以缩小范围` : ""}`);
      else {
        line.append(found.length ? `没有整句“${query}”；含有：` : `没有找到“${query}”。`);
        line.append(...offered(found));
        if (found.length) line.append("。");
      }
      return line;
    }

    /** @param {Offered[]} found @returns {(Node | string)[]} each a link that searches it, with its number of hits */
    function offered(found) {
      return found.flatMap(({ part, count }, place) => [place ? " · " : "", searching(`${part} ${count}`, part)]);
    }

    /** @param {string} label @param {string} query that a click searches */
    function searching(label, query) {
      const way = link(label, `?q=${encodeURIComponent(query)}`);
      way.dataset.part = query;
      return way;
    }

    /**
     * What the query was taken to mean, each with a way to search without it.
     * @param {string} query
     * @param {Recognised[]} recognised
     */
    function meant(query, recognised) {
      const line = element("p", "results-meant");
      for (const { name, label, token } of recognised) {
        /** @type {number[]} */
        const places = [];
        const at = finder.normalise(query, places).indexOf(token);
        if (at < 0) continue;
        const rest = `${query.slice(0, places[at])} ${query.slice(places[at + token.length - 1] + 1)}`.replace(/\s+/g, " ").trim();
        if (!rest) continue;
        const way = link(`${name}：${label} ×`, `?q=${encodeURIComponent(rest)}`);
        way.dataset.without = rest;
        way.setAttribute("aria-label", `不按${name}“${label}”查找`);
        line.append(line.childNodes.length ? " · " : "按问句识别：", way);
      }
      return line.childNodes.length ? line : null;
    }

    /**
     * Pages that answer a question about several at once: two roles side by side, what all of a level do.
     * @param {Pick<Answer, "owners" | "level">} asked
     */
    function further({ owners = [], level }) {
      const ids = owners.map((entry) => data.entries[entry][1]).slice(0, 3);
      const names = owners.map((entry) => data.entries[entry][3]).slice(0, 3);
      if (ids.length > 1) return element("p", "results-meant", link(`对照：${names.join(" · ")}`, `${root}compare.html?roles=${ids.join(",")}`));
      const label = level === undefined ? "" : data.facets[3][1][level];
      const page = label && data.entries.find(([, id, , title]) => id.startsWith("level:") && title === label);
      const titled = data.entries.filter(([kind, , , title]) => kind === 0 && title.includes(label)).length;
      const table = data.pages.matrix && titled > 1 ? [" · ", link(`名称中有“${label}”的岗位分别做什么`, `${root}${data.pages.matrix}?title=${label}`)] : [];
      return page ? element("p", "results-meant", link(`“${label}”都做什么`, `${root}${page[2]}#common`), ...table) : null;
    }

    /**
     * Where to go; what was searched, unless parts of the query are offered.
     * @param {boolean} everywhere no facet was in the way
     * @param {boolean} offered
     */
    function nothing(everywhere, offered) {
      if (!everywhere) return element("p", "results-none", "点一下上面带 × 的条件，即可取消筛选。");
      const searched = `已经搜索全部 ${size} 个岗位、部门和条款的正文、别名、拼音和近义词。`;
      const ways = element(
        "ul",
        "results-ways",
        ...(offered ? [element("li", "", "或者：")] : []),
        element("li", "", link("浏览全部岗位", root + data.pages.roles)),
        element("li", "", link("按主题看职责", root + data.pages.themes)),
        element("li", "", link("奖惩一览", root + data.pages.penalties)),
      );
      return element("div", "results-none", offered ? "" : `${searched}您可以少输几个字，换一种说法，或者：`, ways);
    }

    /**
     * The parts of a query that is not found which are found themselves, in its order, with the number of their hits.
     * @param {string} query
     * @returns {Generator<undefined, Offered[]>}
     */
    function* parts(query) {
      const words = query.replace(/['’]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      const letters = words.join("");
      const syllables = /^[a-z]+$/i.test(letters) ? syllablesOf(letters.toLowerCase()) : null;
      const runs = syllables ? [syllables] : words.flatMap((word) => word.split(ASKING)).map((word) => word.match(/[a-z0-9]+|./giu) ?? []);
      /** @type {Piece[]} */
      const cuts = [];
      for (const units of runs) cuts.push(...(yield* cut(units, syllables !== null)));
      const first = cuts.filter(({ part }, place) => cuts.findIndex((other) => other.part === part) === place);
      const best = new Set([...first].sort((a, b) => b.worth - a.worth).slice(0, PARTS));
      /** @type {Offered[]} */
      const found = [];
      for (const piece of first) {
        if (!best.has(piece)) continue;
        const hits = yield* finder.steps(piece.part);
        const count = rolebookRanking.numberOf(hits.found);
        if (count && !hits.near) found.push({ part: piece.part, count });
      }
      return found;
    }

    /**
     * Cuts a word into parts that are found and do not overlap. They cover as much of it as they can, rather by few
     * long parts than by many, and rather by known words than by others. What no part covers is left out.
     * @param {string[]} units characters, or runs of Latin letters and digits, or syllables
     * @param {boolean} spelled
     * @returns {Generator<undefined, Piece[]>}
     */
    function* cut(units, spelled) {
      /** @type {{worth: number, parts: Piece[]}[]} by the number of units covered */
      const best = units.map(() => ({ worth: 0, parts: [] }));
      best.push({ worth: 0, parts: [] });
      for (let from = 0; from < units.length; from += 1) {
        if (best[from].worth > best[from + 1].worth) best[from + 1] = best[from];
        for (let to = from + 1; to <= Math.min(units.length, from + LONGEST); to += 1) {
          const part = units.slice(from, to).join("");
          const plain = finder.normalise(part);
          const isKnown = known.has(plain);
          if (!(yield* finder.holds(plain))) {
            if (spelled || ![...known].some((word) => word.startsWith(plain))) break;
            continue;
          }
          const size = spelled ? to - from : plain.length;
          if (size < 2 || /^\d+$/.test(plain) || (!isKnown && LINKING.test(plain))) continue;
          const worth = 3 * size - 2 + (isKnown ? 0.5 : 0);
          const whole = { worth: best[from].worth + worth, parts: [...best[from].parts, { part, worth }] };
          if (whole.worth > best[to].worth) best[to] = whole;
        }
      }
      return best[units.length].parts;
    }

    /** Letters as whole syllables, long ones first; null where they are none. @param {string} letters */
    function syllablesOf(letters) {
      /** @type {(string[] | null)[]} by the place where the rest begins */
      const rests = Array(letters.length).fill(null);
      rests.push([]);
      for (let from = letters.length - 1; from >= 0; from -= 1) {
        for (let to = from + 1; to <= Math.min(letters.length, from + 6); to += 1) {
          const syllable = letters.slice(from, to);
          const rest = rests[to];
          if (rest && data.syllables[syllable]) rests[from] = [syllable, ...rest];
        }
      }
      return rests[0];
    }

    /**
     * The total, and below it the facets as rows of words with counts. A chosen word is pressed, and its row is shown
     * even while the further rows are not.
     * @param {HTMLElement} line the total
     * @param {Uint32Array[]} counts by facet and value
     * @param {Chosen} chosen
     * @param {boolean} open whether the further rows are shown
     * @param {HTMLElement | null} meant what the query was taken to mean
     */
    function head(line, counts, chosen, open, meant) {
      const rows = data.facets.flatMap(([name, labels], facet) => {
        const values = labels.flatMap((_, value) => (counts[facet][value] || chosen.get(facet) === value ? [value] : []));
        if (values.length < 2 && !chosen.has(facet)) return [];
        const words = values.map((value) => {
          const pressed = chosen.get(facet) === value;
          const cross = element("span", "", "×");
          cross.setAttribute("aria-hidden", "true");
          const word = button(`${labels[value]} `, pressed ? cross : String(counts[facet][value]));
          word.setAttribute("aria-pressed", String(pressed));
          word.dataset.facet = `${facet}:${value}`;
          return word;
        });
        const row = element("div", "facet", element("span", "facet-name", name), element("div", "facet-words", ...words));
        row.setAttribute("role", "group");
        row.setAttribute("aria-label", name);
        row.hidden = !open && facet > 0 && !chosen.has(facet);
        return [row];
      });
      const box = element("div", "results-head", line);
      if (rows.some((row) => row.hidden) || (open && rows.length > 1)) {
        const more = button(open ? "收起筛选" : "更多筛选");
        more.className = "more-facets";
        more.setAttribute("aria-expanded", String(open));
        box.append(more);
      }
      box.append(...(meant ? [meant] : []), ...rows);
      return box;
    }

    /** The search as a link, and all hits as a file, not only those that are shown. @param {string} query @param {Chosen} chosen */
    function saving(query, chosen) {
      const copy = button("复制链接");
      copy.className = "copy";
      copy.dataset.copy = document.location.search;
      const filters = [...chosen].map(([facet, value]) => `${data.facets[facet][0]}：${data.facets[facet][1][value]}`);
      copy.dataset.search = `搜索“${query}”${filters.length ? `（${filters.join("，")}）` : ""}`;

      const words = [["docx", "Word"], ["xlsx", "Excel"]].map(([format, name]) => {
        const one = button(name);
        one.dataset.save = format;
        one.setAttribute("aria-label", `下载全部结果 ${name}`);
        return one;
      });
      return element("p", "results-save", copy, " 下载 ", ...words);
    }

    /** Where a line of a source stands, whose page may be cut into several. @param {string} place @param {number} line */
    function placeOfLine(place, line) {
      const further = data.cuts?.[place]?.filter((first) => first <= line).length;
      return `${further ? place.replace(/\.html$/, `/${further + 1}.html`) : place}#L${line}`;
    }

    /** One hit: its kind, the text with its marks, and who has it. @param {Hit} hit */
    function row(hit) {
      const [kind, id, place, title, , about] = data.entries[hit.entry];
      const text = hit.line ? `${title}，第 ${hit.line} 行` : title;
      const marks = hit.marks.map((mark) => finder.shown(mark));
      const others = marks.filter((mark) => mark.text !== text && !mark.context);
      const words = element("span", "hit-words");
      for (const mark of others) if (kind > 1) words.append(marked("hit-heading", mark.text, [mark]), " ");
      words.append(marked("hit-text", text, marks.filter((mark) => mark.text === text), words.textContent?.length));
      for (const mark of others) {
        if (kind > 1) continue;
        const before = mark.text.endsWith("。") ? " " : " 也称 ";
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
      box.dataset.hit = id;
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
     * @returns {(() => HTMLElement)[]}
     */
    function rows(query, hits, chosen) {
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
      if (above.size > MANY || chosen.has(KIND)) above.clear();
      const first = chosen.size ? [] : [...above].filter((place) => asked.has(place) || !about.includes(place));
      return [
        ...first.map((place) => () => activityRow(place)),
        ...hits.flatMap((hit, number) => {
          const place = about[number];
          const opens = above.has(place) && !first.includes(place) && about.indexOf(place) === number;
          return [...(opens ? [() => activityRow(place)] : []), () => row(hit)];
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

    return { add, facets, parts, total, meant, further, nothing, head, saving, rows };
  }

  /**
   * Words that are surely words: the taxonomy's synonyms and the words of its labels.
   * @param {SearchData} data
   * @param {Finder} finder
   */
  function knownWords(data, finder) {
    const labels = data.facets.flatMap(([, values]) => values).flatMap((label) => label.split(/[与和、（）]/));
    return new Set(normalised([...data.synonyms.flat(), ...labels], finder));
  }

  /** The titles of roles and departments, and what they are also called. @param {Entry[]} entries @param {Finder} finder */
  function titles(entries, finder) {
    return normalised(entries.filter(([kind]) => kind < 2).flatMap(([, , , title, names]) => [title, ...names]), finder);
  }

  /** @param {string[]} words @param {Finder} finder */
  function normalised(words, finder) {
    return words.map((word) => finder.normalise(word)).filter((word) => word.length > 1 && word.length <= LONGEST);
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

  return { SHOWN, element, results };
})();
