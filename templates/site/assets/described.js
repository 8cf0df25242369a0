// The roles that a query describes without calling them by a title: 财务部老大, 管账的, 片区采购. Pure: no document, no events.
"use strict";

const rolebookDescribed = (() => {
  /** What people do with what they work on: 卖车的, 管合同的. */
  const DOING = /^[管做卖跑带拉推搞弄](?=..)/;
  /** The roles of one trade are so many at most. */
  const FEW = 6;
  const DEPARTMENTS = 1, INDUSTRIES = 2, LEVELS = 3;
  const ROLE = 0, DEPARTMENT = 1;

  /**
   * @param {SearchData} data all of it
   * @param {Finder} finder
   * @param {string[][]} labels of each facet, in their normal form
   * @param {Parser["saying"]} saying
   * @param {Belonging} belonging
   */
  function describing(data, finder, labels, saying, { byKind, rolesOf, rank }) {
    const { titles: called, superiors } = /** @type {QueryData} */ (data.query);
    const titles = new Map(called);

    /**
     * The roles that all of several words describe: 酒店前台主管, 财务部老大. One of the words is what roles are called, or a level.
     * @param {Token[]} tokens
     * @param {boolean} named somebody is asked for, whatever the words are: 酒店管账的
     * @returns {Generator<undefined, number[]>} none where the words say something else too
     */
    function* describedRoles(tokens, named) {
      // 拉广告的, 做房产的: whoever does something with it, whatever the verb is.
      const verb = named && tokens.length > 1 && tokens[0].text.length === 1 && ["ask", "unknown"].includes(tokens[0].type);
      const telling = tokens.slice(Number(verb)).filter(({ type }) => type !== "ask");
      const doing = named && (verb || DOING.test(telling[0]?.text + "的"));
      if (telling.length < (doing ? 1 : 2) || telling.some(({ type }) => !["title", "level", "industry", "theme", "word", "kind"].includes(type))) return [];
      /** @type {Set<number>[]} */
      const fits = [];
      for (const token of telling) {
        const these = new Set(token.type === "title" ? token.values : []);
        const department = token.values.some((entry) => token.type === "title" && data.entries[entry][0] === DEPARTMENT);
        if (department) for (const entry of token.values) for (const role of rolesOf(DEPARTMENTS, data.entries[entry][6][DEPARTMENTS])) these.add(role);
        const further = telling.length === 1 ? token.meanings.flatMap((meaning) => saying(meaning)?.meanings ?? []) : [];
        for (const text of [token.text.replace(DOING, ""), ...token.meanings, ...further]) {
          for (const facet of [LEVELS, INDUSTRIES]) {
            const values = labels[facet].flatMap((label, value) => (label === text || (facet === INDUSTRIES && label.includes(text)) ? [value] : []));
            if (values.length) for (const role of rolesOf(facet, values)) these.add(role);
            named ||= facet === LEVELS && values.length > 0;
          }
          yield;
          for (const role of byKind[ROLE]) {
            const names = namesOf(role).filter((name) => name.includes(text));
            if (names.length) these.add(role);
            named ||= !department && names.some((name) => name.endsWith(text));
          }
        }
        fits.push(these);
        // Nobody has this word: only 渠道经理, whose last word is a level, may be somebody all the same.
        if (!these.size && (fits.length < 2 || telling.length > 2)) return [];
      }
      // What is found of a single word is who has it for a trade, not everyone who is called so.
      if (telling.length === 1 && fits[0].size > FEW) return [];
      const [opening, ending] = [telling[0], telling[telling.length - 1]].map(({ text, meanings }) => [text, ...meanings]);
      // 片区采购 is the beginning of 区域采购员 in other words.
      /** @param {string} name */
      const begins = (name) => opening.some((text) => name.startsWith(text)) && ending.some((text) => name.includes(text) && name.length - name.lastIndexOf(text) - text.length < 3);
      const those = [...fits[0]].filter((entry) => data.entries[entry][0] === ROLE && fits.every((these) => these.has(entry)) && (named || namesOf(entry).some(begins)));
      // 渠道经理, where nobody of that level is called so: who is called so at all.
      const last = telling[telling.length - 1];
      const near = those.length || !isRank(last) || telling.length !== 2 ? [] : [...fits[0]].filter((entry) => data.entries[entry][0] === ROLE);
      return [...those, ...(near.length > FEW ? [] : near)].sort((a, b) => rank(a) - rank(b) || a - b);
    }

    /**
     * The roles that words describe of whom a kind is asked for: 分店经理 and 外卖店员 in 分店经理职责, 外卖店员要求.
     * @param {Token[]} tokens without the kind
     * @returns {Generator<undefined, number[]>}
     */
    function* whoseKind(tokens) {
      const telling = tokens.filter(({ type }) => type !== "ask").flatMap(parted);
      if (telling.length !== 1 || telling[0].type !== "word" || telling[0].text.length < 3) return yield* describedRoles(telling, false);
      const [{ text }] = telling;
      const called = byKind[ROLE].filter((role) => namesOf(role).some((name) => name.includes(text)));
      return called.sort((a, b) => data.entries[a][3].length - data.entries[b][3].length || a - b);
    }

    /**
     * Whom a role reports to, or who reports to it, and the role itself: it stands first where the library does not say.
     * @param {Token[]} tokens what the role is called
     * @param {boolean} below who reports to it is asked; none where nobody does
     * @returns {Generator<undefined, number[]>}
     */
    function* related(tokens, below) {
      const telling = tokens.filter(({ type }) => type !== "ask");
      const called = telling.length === 1 && telling[0].type === "title" ? telling[0].values.slice(0, FEW) : yield* describedRoles(telling, false);
      const roles = called.filter((entry) => data.entries[entry][0] === ROLE);
      /** @param {number} role */
      const others = (role) => superiors.flatMap(([one, above]) => (below && above === role ? [one] : !below && one === role ? [above] : []));
      const found = roles.flatMap(others);
      if (below && !found.length) return [];
      return [...new Set(roles.length && others(roles[0]).length ? [...found, ...roles] : [...roles, ...found])];
    }

    /** A word that ends in a level, as what stands before it and the level: 酒店经理. @param {Token} token @returns {Token[]} */
    function parted(token) {
      const level = token.type === "word" ? labels[LEVELS].findIndex((label) => token.text.length > label.length + 1 && token.text.endsWith(label)) : -1;
      if (level < 0) return [token];
      const [text, label] = [token.text.slice(0, -labels[LEVELS][level].length), labels[LEVELS][level]];
      return [saying(text) ?? { type: "word", text, values: [], meanings: [] }, { type: "level", text: label, values: [level], meanings: [] }];
    }

    /** @type {Map<number, string[]>} by role, in their normal form */
    const names = new Map();

    /** What a role is called, with and without what stands in brackets. @param {number} role */
    function namesOf(role) {
      const known = names.get(role) ?? (titles.get(role) ?? []).flatMap((title) => [title, title.replace(/（.*?）/g, "")]).map((title) => finder.normalise(title));
      names.set(role, known);
      return known;
    }

    /** Whether a token says a level, perhaps in other words: 专员. @param {Token} token */
    const isRank = ({ text, meanings, type }) => type === "level" || (type === "word" && meanings.some((one) => labels[LEVELS].includes(one)) && !finder.contains(text));

    return { describedRoles, whoseKind, related, isRank };
  }

  return { describing };
})();
