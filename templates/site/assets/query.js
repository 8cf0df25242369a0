// What a query is made of: titles, kinds, levels and themes that the data knows, what only asks, numbers, and words that stand
// somewhere in the library. Pure: no document, no events.
"use strict";

/**
 * @typedef {"title" | "kind" | "level" | "theme" | "industry" | "who" | "ask" | "number" | "word" | "slip" | "unknown"} TokenType
 * @typedef {{type: TokenType, text: string, values: number[], meanings: string[], heard?: boolean}} Token a stretch of the query in its normal form;
 *   `values` are places of entries (title), kinds, levels, themes or industries; `meanings` what else may stand for it; `heard` that the
 *   query has other characters of the same sound
 * @typedef {{titles: [number, string[]][], superiors: [number, number][], who: string[], ask: string[], toWhom: string[], required: string[], kinds: [string, number[]][], everyday: [string[], string[], number][], unanswered?: string[], words: string,
 *   owners: number[][], lines: number[][][], about?: number[], sources: string[], themes: [string, number][]}} QueryData
 *   `superiors`: a role and the one that it reports to; `unanswered`: words that the library says nothing of; `everyday`: what people say, what the library writes instead, the kind it is bound to or -1; `words` are words of two
 *   characters, one after another; `owners` and `lines` (source, first, last) by entry, `about` the place of the activity that a duty is about, or -1
 */

const rolebookQuery = (() => {
  const LONGEST = 12;
  /** After so many titles a key press may come in between. */
  const PAUSE = 200;
  /** No piece of a text begins or ends with these: 的工作 says no more than 工作. */
  const LINKING = /^(?:[的和与及或是在把被向]|公司的|给(?![予付])|了(?!解)|对(?![账外内手比])|负责)|(?:[了和或是对把被向]|(?<!目)的|(?<!参)与|(?<![涉以])及|(?<!存)在|(?<![所拥具没])有)$/;
  /** Words that only ask where they stand alone, but are half a word beside a character that is not known: 申请, 差旅. */
  const HALF = /^[差到上来去给走交打搞收卖用该写管做办谈领查算定发填看请开说批签改讲印报建提带选进这那里完好不帮干当懂学招人厂店表]$/;
  /** What is made of these alone asks, wherever it stands: 要做 in a sentence is no answer to 哪些岗位要做…. */
  const EMPTY = /^[要会能可该是有没做给去来被让把对在和与跟都也就再又还很得着过了的吗呢吧]+$/;
  /** A verb of one or two characters that is over, before what it is about. */
  const OVER = /^(.{1,2}?)(?:完了?|了|过|好)(?=..)/;
  /** What stands once only may be the end of one word and the beginning of another. */
  const BY_CHANCE = 0.8;
  /** What begins with a deed is rather that and what it is done with. */
  const DONE_WITH = 2.8;
  /** What is done with all sorts of things, how often, and what is written of them: it counts for less than the things. */
  const DEEDS = /^(管理|审批|审核|批准|审查|处理|解决|检查|监督|执行|实施|落实|贯彻|制定|制订|编制|建立|完善|调配|安排|组织|协调|配合|参与|协助|完成|提出|开展|规范|控制|调整|跟踪|每天|每日|每周|每月|月度|季度|年度|定期|及时|按时|经常|规定|制度|要求|标准|流程|程序)$/;
  const DIGITS = "零一二三四五六七八九";
  const UNITS = "元块天周月年小时岁分次个条项%成";

  /**
   * 五十元 is 50元, 五十块钱 too; what stands in the library as it is written stays: 一次一项.
   * @param {string} text
   * @param {(piece: string) => boolean} contains
   */
  function withDigits(text, contains) {
    const figures = text.replace(new RegExp(`([零一二两三四五六七八九十百千]+)([${UNITS}]|(?<=第[零一二两三四五六七八九十百千]+)行|(?<=[罚扣款][零一二两三四五六七八九十百千]+)$|[到至](?=[零一二两三四五六七八九十百千]+岁))`, "g"), (written, number, unit) =>
      contains(written) ? written : (valueOf(number) || number) + unit,
    );
    return figures.replace(/(\d+)块钱?/g, "$1元").replace(/(\d+)元钱/g, "$1元");
  }

  /** The value of a number below ten thousand in Chinese; 0 where it is none. @param {string} written */
  function valueOf(written) {
    let total = 0;
    let digit = 0;
    for (const char of written.replace("两", "二")) {
      const known = DIGITS.indexOf(char);
      if (known >= 0) {
        digit = known;
        continue;
      }
      total += (digit || 1) * (char === "十" ? 10 : char === "百" ? 100 : 1000);
      digit = 0;
    }
    return total + digit;
  }

  /**
   * @param {SearchData} data
   * @param {(text: string) => string} normalise
   * @param {(piece: string) => number} times how often a normalised text stands anywhere, counted up to twice
   * @returns what cuts queries, with pauses while it learns the titles
   */
  function* parser(data, normalise, times) {
    /** @param {string} piece */
    const contains = (piece) => times(piece) > 0;
    const { titles, who, ask, toWhom, kinds, everyday, unanswered, words, themes } = /** @type {QueryData} */ (data.query);
    /** @type {Map<string, Token & {worth: number}>} */
    const known = new Map();
    let longest = 1;

    /** @param {string} written @param {TokenType} type @param {number} worth @param {number[]} values @param {string[]} meanings */
    function learn(written, type, worth, values, meanings) {
      const text = normalise(written);
      if (!text) return;
      longest = Math.max(longest, text.length);
      const before = known.get(text);
      if (before && (before.type === type || (type === "word" && ["title", "kind"].includes(before.type)))) {
        if (before.type === type) before.values.push(...values.filter((value) => !before.values.includes(value)));
        before.meanings.push(...meanings.filter((meaning) => !before.meanings.includes(meaning)));
      } else if (!before || type === "title") {
        known.set(text, { type, text, values: [...values], meanings: [...meanings], worth: 3 * text.length - 2 + worth });
      }
    }

    let learned = 0;
    for (const [entry, names] of titles) {
      if (!(learned++ % PAUSE)) yield;
      for (const name of names) learn(name, "title", 2, [entry], []);
    }
    const departments = titles.flatMap(([entry, names]) => (data.entries[entry][0] === 1 ? names : []));
    // 客服经理（酒店） is also called 酒店客服经理, and 客服经理 after who is called just that.
    for (const [entry] of titles) {
      if (!(learned++ % PAUSE)) yield;
      const [, , , title] = data.entries[entry];
      const inner = /^(.*?)（(.*?)）$/.exec(title);
      if (!inner) continue;
      for (const name of [inner[2] + inner[1], inner[2] + inner[1].replace(/部(?=[^部]{2}$)/, ""), inner[1]]) learn(name, "title", 2, [entry], []);
    }
    for (const [entry] of titles) {
      if (!(learned++ % PAUSE)) yield;
      const [kind, , , title] = data.entries[entry];
      const rest = departments.flatMap((name) => (kind === 0 && title.startsWith(name) ? [title.slice(name.length)] : []))[0] ?? "";
      if (rest.length < 2 || rest.includes("（")) continue;
      learn(`部门${rest}`, "title", 1, [entry], []);
      if (!data.facets[3][1].includes(rest)) learn(rest, "title", 1, [entry], []);
    }
    // 现场主管 is the only title that ends so, where nobody is called just that.
    const taken = new Set(known.keys());
    for (const [entry] of titles) {
      if (!(learned++ % PAUSE)) yield;
      const [kind, , , title] = data.entries[entry];
      const rest = normalise(title).slice(2);
      if (kind === 0 && rest.length > 3 && !title.includes("（") && !taken.has(rest)) learn(rest, "title", 0.5, [entry], []);
    }
    for (const [word, values] of kinds) learn(word, "kind", 0.5, values, []);
    for (const word of unanswered ?? []) learn(word, "unknown", 0.5, [], []);
    for (const word of who) learn(word, "who", 0.5, [], []);
    for (const word of toWhom) learn(word, "ask", 0.6, [], []);
    for (const word of ask) learn(word, "ask", word.length > 1 ? 0.3 : -0.5, [], []);
    for (const group of data.synonyms) {
      // What is called like several roles in one breath is any of them.
      const roles = group.flatMap((term) => known.get(normalise(term)) ?? []).filter(({ type }) => type === "title");
      if (roles.length > 1) for (const term of group) if (!known.has(normalise(term))) learn(term, "title", 1, roles.flatMap(({ values }) => values), []);
      for (const term of group) learn(term, "word", 1, [], group.filter((other) => other !== term).map((other) => normalise(other)));
    }
    const groups = data.synonyms.map((group) => group.map((term) => normalise(term)).filter((term) => term.length > 1));
    for (const [said, meant, bound] of everyday) {
      if (!(learned++ % PAUSE)) yield;
      for (const word of said) {
        const text = normalise(word);
        for (const one of [text, ...otherwise(text)]) if (one === text || !known.has(one)) learn(one, "word", 1, bound < 0 ? [] : [bound], meant.map((other) => normalise(other)));
      }
    }
    data.facets[3]?.[1].forEach((label, level) => ["", "级", "级别"].forEach((more) => learn(label + more, "level", 0, [level], [])));
    data.facets[2]?.[1].forEach((label, industry) => ["", "行业"].forEach((more) => learn(label + more, "industry", 0, [industry], [])));
    for (const [label, theme] of themes) learn(label, "theme", 0, [theme], []);
    /** @type {Set<string>} */
    const pairs = new Set();
    for (let at = 0; at + 2 <= words.length; at += 2) pairs.add(words.slice(at, at + 2));

    /** A word with a synonym in the place of a part of it: 顾客发火 for 客户发火. @param {string} word */
    function otherwise(word) {
      return groups.flatMap((group) => group.flatMap((term) => (term !== word && word.includes(term) ? group.filter((other) => other !== term && !word.includes(other)).map((other) => word.replace(term, other)) : [])));
    }

    /** What people say of what is over: 见完客户 is 见客户. @param {string} piece @returns {(Token & {worth: number}) | undefined} */
    function over(piece) {
      const word = OVER.test(piece) ? known.get(piece.replace(OVER, "$1")) : undefined;
      return word?.type === "word" ? { ...word, text: piece, meanings: [word.text, ...word.meanings], worth: 3 * piece.length - 1 } : undefined;
    }

    /** What a piece that stands somewhere begins or ends with, where that is known: the rest stands elsewhere too. @param {string} piece */
    function inside(piece) {
      if (piece.length < 4) return [];
      const parts = [4, 3, 2].flatMap((size) => (size < piece.length ? [piece.slice(0, size), piece.slice(-size)] : []));
      const word = parts.map((part) => known.get(part)).find((part) => part?.type === "word");
      return word ? [word.text, ...word.meanings] : [];
    }

    /**
     * What a part of words that people say means, where most of them mean the same: 打扫 in 打扫卫生 and 打扫办公室.
     * @param {string} piece that stands nowhere in the library
     */
    function partOfSaid(piece) {
      /** @type {Map<string, number>} */
      const counted = new Map();
      let all = 0;
      for (const { text, meanings } of saidWords) {
        if (!text.includes(piece) || 2 * piece.length < text.length) continue;
        all += 1;
        counted.set(meanings.join(), (counted.get(meanings.join()) ?? 0) + 1);
      }
      const [best] = [...counted].sort((a, b) => b[1] - a[1]);
      return best && best[1] > 0.6 * all ? best[0].split(",") : null;
    }

    /**
     * A query in its normal form, cut so that as much of it as possible is known, by few long tokens.
     * @param {string} text
     * @returns {Generator<undefined, Token[]>} with a pause before each character
     */
    function* parse(text) {
      /** @type {{worth: number, tokens: Token[]}[]} by the number of characters covered */
      const best = [{ worth: 0, tokens: [] }];
      for (let at = 0; at < text.length; at += 1) best.push({ worth: -Infinity, tokens: [] });
      /** @param {number} from @param {Token} token @param {number} worth */
      const offer = (from, token, worth) => {
        const to = from + token.text.length;
        if (best[from].worth + worth > best[to].worth) best[to] = { worth: best[from].worth + worth, tokens: [...best[from].tokens, token] };
      };
      for (let from = 0; from < text.length; from += 1) {
        yield;
        const figure = /^\d+[元天月年岁分次条行项%]?|^[a-z]+/.exec(text.slice(from))?.[0];
        const stands = figure && (contains(figure) || figure.endsWith("岁"));
        if (figure && !known.has(figure)) offer(from, { type: !stands ? "unknown" : /\d/.test(figure) ? "number" : "word", text: figure, values: [], meanings: figure.endsWith("岁") ? ["岁"] : [] }, 3 * figure.length - 1);
        offer(from, { type: "unknown", text: text[from], values: [], meanings: [] }, 0);
        let standing = true;
        for (let to = from + 1; to <= Math.min(text.length, from + Math.max(longest, LONGEST)); to += 1) {
          const piece = text.slice(from, to);
          const word = known.get(piece) ?? over(piece);
          if (word) offer(from, word, word.worth);
          if (piece.length < 2 || !standing || /\d/.test(piece)) continue;
          standing = contains(piece);
          if (!standing || LINKING.test(piece) || EMPTY.test(piece)) continue;
          const whole = pairs.has(piece.slice(0, 2)) && pairs.has(piece.slice(-2));
          // 调整排班 stands once, in 调整排班办法; 排班表 is a word.
          const chance = piece.length > 3 && times(piece) < 2 ? BY_CHANCE : 0;
          // 管理 and 顾客档案, not 管理顾客 and 档案.
          const done = piece.length > 3 && isDeed(piece.slice(0, 2)) ? DONE_WITH : 0;
          offer(from, { type: "word", text: piece, values: [], meanings: inside(piece) }, 3 * piece.length - (whole ? 2.6 : 4) - chance - done);
        }
      }
      return joined(best[text.length].tokens).map((token) => {
        const within = token.type === "unknown" && token.text.length > 1 ? partOfSaid(token.text) : null;
        if (within) return { ...token, type: "word", meanings: within };
        const others = token.type === "word" && token.text.length > 2 ? otherwise(token.text).filter((other) => !token.meanings.includes(other) && contains(other)) : [];
        return others.length ? { ...token, meanings: [...others, ...token.meanings] } : token;
      });
    }

    // What people say, and with it what kinds are called.
    const saidWords = [...known.values()].filter(({ type }) => type === "word");
    const spokenWords = [...known.values()].filter(({ type, text }) => (type === "word" || type === "kind") && text.length > 1);

    /**
     * By their length and first character: what people say and mean by it, what roles and kinds are called, and the words
     * that the library shows, 助理 of 店长助理 too. @type {Map<string, Token[]>}
     */
    const byOpening = new Map();
    const shown = new Set([...pairs, ...[...known.values()].flatMap(({ type, text, meanings }) => (type === "title" ? [text.slice(-2)] : meanings))]);
    for (const token of [...known.values(), ...[...shown].filter((pair) => !known.has(pair)).map((text) => ({ type: /** @type {TokenType} */ ("word"), text, values: [], meanings: [] }))]) {
      if (!(learned++ % PAUSE)) yield;
      if (token.text.length < 2 || ["who", "ask", "unknown"].includes(token.type)) continue;
      const opening = token.text.length + token.text[0];
      const alike = byOpening.get(opening);
      if (alike) alike.push(token);
      else byOpening.set(opening, [token]);
    }

    /**
     * The word that sounds like a text, most of its characters the same.
     * @param {string} text @param {string[]} firsts what its first character may be @param {(text: string, other: string) => boolean} alike
     */
    const heard = (text, firsts, alike) => firsts.map((first) => byOpening.get(text.length + first)?.find((token) => alike(text, token.text))).find(Boolean) ?? null;

    /** The word that people say, or for a kind, which letters are the reading of. @param {(text: string) => boolean} reads */
    const spoken = (reads) => spokenWords.find(({ text }) => reads(text))?.text;

    /** What people say, as a token. @param {string} text */
    const saying = (text) => (known.get(text)?.type === "word" ? known.get(text) : undefined);

    /** The places of those who have a title. @param {string} text in its normal form */
    const titled = (text) => (known.get(text)?.type === "title" ? (known.get(text)?.values ?? []) : []);

    return { parse, heard, spoken, saying, titled };
  }

  /** Unknown characters that stand together, as one, with those that ask only where they stand alone. @param {Token[]} tokens */
  function joined(tokens) {
    const unknown = tokens.map(({ type, text }, at) => {
      const beside = [tokens[at - 1], tokens[at + 1]].some((other) => other?.type === "unknown");
      return type === "unknown" || (type === "ask" && beside && HALF.test(text));
    });
    /** @type {Token[]} */
    const found = [];
    tokens.forEach((token, at) => {
      const last = found[found.length - 1];
      if (unknown[at] && last?.type === "unknown") found[found.length - 1] = { ...last, text: last.text + token.text };
      else found.push(unknown[at] ? { ...token, type: "unknown" } : token);
    });
    return found;
  }

  /**
   * The kind that stands before a query, as in 职责：客户档案, and what follows; -1 where none does.
   * @param {string} query
   * @param {SearchData} data
   * @param {(text: string) => string} normalise
   */
  function prefixed(query, data, normalise) {
    const [, before = "", rest = ""] = /^([^:：]{2,4})[:：](.*)$/su.exec(query.trim()) ?? [];
    const word = normalise(before);
    const kind = word ? data.kinds.findIndex((short, at) => [short, data.facets[0][1][at]].some((name) => normalise(name) === word)) : -1;
    return { kind, rest: kind < 0 ? query.trim() : rest.trim() };
  }

  /** @param {string} text */
  const isDeed = (text) => DEEDS.test(text);

  return { parser, withDigits, prefixed, isDeed };
})();
