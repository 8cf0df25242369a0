// What a search shows: hits with their marks, facets with counts, and what to say when there is nothing. No events.
"use strict";

/**
 * @typedef {ReturnType<typeof rolebookMatch.index>} Finder
 * @typedef {{from: number, to: number}} Stretch of a text, in its own characters
 * @typedef {Map<number, number>} Chosen facet → value
 */

const rolebookResults = (() => {
  const SHOWN = 100;
  const WINDOW = 90;

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

  /**
   * @param {SearchData} data
   * @param {Finder} finder
   * @param {string} root the way from the page to the site's root
   */
  function results(data, finder, root) {
    /** Whether a hit has every chosen value, one facet left aside. */
    /** @param {Hit} hit @param {Chosen} chosen @param {number} [except] */
    function fits(hit, chosen, except) {
      const values = data.entries[hit.entry][6];
      return [...chosen].every(([facet, value]) => facet === except || values[facet].includes(value));
    }

    /** How many there are, as one sentence; `every` without the chosen facets. */
    /** @param {string} query @param {number} number @param {number} every @param {boolean} near */
    function total(query, number, every, near) {
      if (!number && every) return `所选的范围里没有“${query}”，全部有 ${every} 条。`;
      if (!number) return `没有找到“${query}”。`;
      if (near) return `没有“${query}”，相近的有 ${number} 条：`;
      return `共 ${number} 条${number > SHOWN ? `，显示前 ${SHOWN} 条；再输几个字可以缩小范围` : ""}`;
    }

    /** What was searched and where to go. @param {boolean} everywhere no facet was in the way */
    function nothing(everywhere) {
      if (!everywhere) return element("p", "results-none quiet", "点一下上面已选的条件可以取消。");
      const searched = `已经搜索全部 ${data.entries.length} 个岗位、部门和条款的正文、别名、拼音和近义词。`;
      const ways = element("ul", "plain-list");
      for (const [label, target] of [
        ["浏览全部岗位", "roles/index.html"],
        ["按主题看职责", "themes/index.html"],
        ["处罚条款一览", "penalties.html"],
      ]) {
        const link = element("a", "", label);
        link.setAttribute("href", root + target);
        ways.append(element("li", "", link));
      }
      const help = element("p", "quiet", `${searched}可以少输几个字，换一种说法，或者：`);
      return element("div", "results-none", help, ways);
    }

    /** Rows of words with counts; a chosen one is pressed. @param {Hit[]} hits @param {Chosen} chosen @param {boolean} open */
    function facets(hits, chosen, open) {
      const rows = data.facets.map(([name, labels], facet) => {
        const counts = labels.map(() => 0);
        for (const hit of hits) {
          if (fits(hit, chosen, facet)) for (const value of data.entries[hit.entry][6][facet]) counts[value] += 1;
        }
        const values = counts.flatMap((count, value) => (count || chosen.get(facet) === value ? [value] : []));
        if (values.length < 2 && !chosen.has(facet)) return null;
        const row = element("div", "facet", element("span", "facet-name", name));
        row.setAttribute("role", "group");
        row.setAttribute("aria-label", name);
        for (const value of values) {
          const button = element("button", "", `${labels[value]} ${counts[value]}`);
          button.setAttribute("type", "button");
          button.setAttribute("aria-pressed", String(chosen.get(facet) === value));
          button.dataset.facet = `${facet}:${value}`;
          row.append(button);
        }
        return row;
      });
      const box = element("div", "facets");
      const [first, ...rest] = rows;
      if (first) box.append(first);
      const others = rest.filter((row) => row !== null);
      if (others.length) {
        const more = element("details", "more-facets", element("summary", "quiet", "按部门、行业、级别、主题筛选"), ...others);
        more.toggleAttribute("open", open);
        box.append(more);
      }
      box.hidden = !box.childElementCount;
      return box;
    }

    /** One hit: the text with its marks, below it the kind and who has it. @param {Hit} hit */
    function row(hit) {
      const [kind, id, place, text, , about] = data.entries[hit.entry];
      const label = data.facets[0][1][kind];
      const marks = hit.marks.map((mark) => finder.shown(mark));
      const link = element("a", "hit", marked("hit-text", text, marks.filter((mark) => mark.text === text)));
      link.setAttribute("href", root + place);
      link.dataset.hit = id;
      link.dataset.kind = label;
      const below = element("span", "hit-about", label, about ? ` · ${about}` : "");
      for (const mark of marks) {
        if (mark.text === text || mark.context) continue;
        const what = mark.text.endsWith("。") ? " · " : kind < 2 ? " · 也称 " : " · 标题 ";
        below.append(what, marked("", mark.text, [mark]));
      }
      if (hit.mode === rolebookMatch.SYNONYM) below.append(" · 近义词");
      if (hit.mode === rolebookMatch.PIECES) below.append(" · 分开出现");
      link.append(below);
      return element("li", "", link);
    }

    /** What is chosen, each a button that lets go of it. @param {Chosen} chosen */
    function selection(chosen) {
      const box = element("p", "chosen", element("span", "quiet", "已选："));
      for (const [facet, value] of chosen) {
        const button = element("button", "", `${data.facets[facet][1][value]} ×`);
        button.setAttribute("type", "button");
        button.setAttribute("aria-label", `取消 ${data.facets[facet][1][value]}`);
        button.dataset.facet = `${facet}:${value}`;
        box.append(button);
      }
      box.hidden = chosen.size === 0;
      return box;
    }

    return { fits, total, nothing, facets, selection, row };
  }

  /** A text, the stretch around the first mark where it is long. */
  /** @param {string} name @param {string} text @param {Stretch[]} marks */
  function marked(name, text, marks) {
    const box = element("span", name);
    const sorted = [...marks].sort((a, b) => a.from - b.from);
    let at = 0;
    let end = text.length;
    if (text.length > WINDOW) {
      const [first] = sorted;
      at = Math.floor(Math.max(0, Math.min((first?.from ?? 0) - WINDOW / 3, text.length - WINDOW)));
      end = Math.min(text.length, Math.max(at + WINDOW, first?.to ?? 0));
      if (at) box.append("…");
    }
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
