// What a search shows round its hits: how many there are, what the query was taken to mean, facets with counts, ways on, and
// what to say when there is nothing. No events.
"use strict";

/** @typedef {ReturnType<typeof rolebookMatch.index>} Finder */

const rolebookResults = (() => {
  const { element, link, button } = rolebookElements;
  const SHOWN = 100;

  /**
   * @param {SearchData} data
   * @param {Finder} finder
   * @param {string} root the way from the page to the site's root
   */
  function results(data, finder, root) {
    /**
     * How many there are, as one sentence; `every` without the chosen facets. Without any, the parts that are found.
     * @param {string} query
     * @param {number} number
     * @param {number} every
     * @param {boolean} near
     * @param {Offered[]} found the parts: of which no entry has all, or of a query without hits; else none
     * @param {Answer["lacking"]} [lacking] whom the query names, if anyone, and the kind of which there is nothing for that one
     */
    function total(query, number, every, near, found, lacking) {
      const line = element("p", "results-total");
      const ofKind = lacking ? data.facets[0][1][lacking.kind] : "";
      if (lacking) line.append(lacking.owner === undefined ? `没有一条${ofKind}讲到这些。` : `手册里没有填写“${data.entries[lacking.owner][3]}”的${ofKind}。`);
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

    /** A query without one of its words; the same where it is not written there. @param {string} query @param {string} token */
    function without(query, token) {
      /** @type {number[]} */
      const places = [];
      const at = finder.normalise(query, places).indexOf(token);
      if (at < 0) return query;
      return `${query.slice(0, places[at])} ${query.slice(places[at + token.length - 1] + 1)}`.replace(/\s+/g, " ").trim();
    }

    /**
     * What the query was taken to mean, each with a way to search without it.
     * @param {string} query
     * @param {Recognised[]} recognised
     */
    function meant(query, recognised) {
      const line = element("p", "results-meant");
      // Several words may mean the same: 罚款 and 扣. Without it, none of them is searched.
      const first = recognised.filter((one, place) => recognised.findIndex(({ name, label }) => name === one.name && label === one.label) === place);
      for (const { name, label } of first) {
        const tokens = recognised.flatMap((one) => (one.name === name && one.label === label ? [one.token] : []));
        const rest = tokens.reduce(without, query);
        if (!rest || rest === query) continue;
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
      const searched = `已经搜索全部 ${data.entries.length} 个岗位、部门和条款的正文、别名、拼音和近义词。`;
      // Whom the foot of the page says to ask.
      const asked = document.querySelector(".foot [data-ask]");
      const ways = element(
        "ul",
        "results-ways",
        ...(offered ? [element("li", "", "或者：")] : []),
        element("li", "", link("浏览全部岗位", root + data.pages.roles)),
        element("li", "", link("按主题看职责", root + data.pages.themes)),
        element("li", "", link("奖惩一览", root + data.pages.penalties)),
      );
      const ask = asked ? ["手册里没有的，", asked.matches("a") ? "请点" : "", asked.cloneNode(true), "。"] : [];
      return element("div", "results-none", offered ? "" : `${searched}您可以少输几个字，换一种说法，或者：`, ways, ...ask);
    }

    /**
     * The total, and below it the facets as rows of words with counts. A chosen word is pressed, and its row is there
     * even while the further rows are not.
     * @param {HTMLElement} line the total
     * @param {Uint32Array[]} counts by facet and value
     * @param {Chosen} chosen
     * @param {boolean} open whether the further rows are shown
     * @param {(HTMLElement | null)[]} said where else there is an answer, and what the query was taken to mean
     */
    function head(line, counts, chosen, open, said) {
      let folded = false;
      const rows = data.facets.flatMap(([name, labels], facet) => {
        const values = labels.flatMap((_, value) => (counts[facet][value] || chosen.get(facet) === value ? [value] : []));
        if (values.length < 2 && !chosen.has(facet)) return [];
        if (!open && facet > 0 && !chosen.has(facet)) {
          folded = true;
          return [];
        }
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
        return [row];
      });
      const box = element("div", "results-head", line);
      if (folded || (open && rows.length > 1)) {
        const more = button(open ? "收起筛选" : "更多筛选");
        more.className = "more-facets";
        more.setAttribute("aria-expanded", String(open));
        box.append(more);
      }
      box.append(...said.flatMap((one) => one ?? []), ...rows);
      return box;
    }

    /** The search as a link, and all hits as a file, not only those that are shown. @param {string} query @param {Chosen} chosen @param {string} address of the search, from its ? on */
    function saving(query, chosen, address) {
      const copy = button("复制链接");
      copy.className = "copy";
      copy.dataset.copy = address;
      const filters = [...chosen].map(([facet, value]) => `${data.facets[facet][0]}：${data.facets[facet][1][value]}`);
      copy.dataset.search = `搜索“${query}”${filters.length ? `（${filters.join("，")}）` : ""}`;

      const words = [["docx", "Word"], ["xlsx", "Excel"]].map(([format, name]) => {
        const one = button(name);
        one.dataset.save = format;
        one.setAttribute("aria-label", `下载全部结果 ${name}`);
        return one;
      });
      return element("p", "results-save", copy, element("span", "", "下载"), ...words);
    }

    return { total, meant, further, nothing, head, saving };
  }

  return { SHOWN, results };
})();
