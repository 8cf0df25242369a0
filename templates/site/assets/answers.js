// Answers to what people ask: what a query is made of (query.js) decides what counts, the finder (match.js) says where it stands.
// A query that stands somewhere as it is written is answered by the finder alone. What takes long is a generator, which
// pauses wherever a newer key press may end it. Pure: no document, no events.
"use strict";

/**
 * @typedef {{name: string, label: string, token: string}} Recognised what a query was taken to mean: the facet, its value, the words
 * @typedef {{first: Hit[], found: Found[], near: boolean, recognised: Recognised[], parts: {part: string, count: number}[], owners?: number[], level?: number, lacking?: {owner?: number, kind: number}, cited?: boolean}} Answer
 *   `first` stands before what else is `found`; `parts` of the query with their counts, where no hit has all of them;
 *   `owners`: the roles and departments that it names, where it names several; `level`: the only one that it names, where it names no role;
 *   `lacking`: whom it names, if anyone, and the kind that it asks for, of which the library has nothing for that one;
 *   `cited`: it is a citation, whose place stands first, with nothing above it
 */

const rolebookAnswers = (() => {
  const { top, MODES: { EXACT, SYNONYM, PIECES } } = rolebookRanking;
  const { parser, withDigits, prefixed, isDeed } = rolebookQuery;
  const { isPlain } = rolebookSlips;
  const { hints, papers, relation, unparted, asksEachTime, asksHowOften } = rolebookAsked;
  /** Of what a query is about, so much must be known before anything is offered as an answer. */
  const KNOWN = 0.6, KNOWN_OF_A_QUESTION = 0.5, KNOWN_OF_A_FIELD = 0.4;
  /** Of the parts' weight an entry must hold so much. */
  const ENOUGH = 0.45;
  /** So much of a question about penalties a penalty must hold to stand before the page that lists them all. */
  const SURE = 0.3;
  const COMPARING = /区别|不同|差别|差在|分别|一回事|一样|一个意思/;
  const NOT = /^(不|没|没有|不能)$/;
  /** What stands inside a verb that is one with its noun: 开几次会. */
  const HOW_MANY = /^(几次|几个|几天|多少|多少次|什么|哪些|啥|完|了|过)$/;
  /** Who does so with somebody is above him. */
  const LEADING = /管|主管|带$/;
  /** What is done to rules and duties as such. */
  const WORK = /^(制定|制订|拟定|建立|完善|健全|修订|落实|明确|执行|贯彻|遵守|学习|推进|优化|审核)$/;
  /** What is asked of a role alone, not of a matter as 要求 is. */
  const OF_A_ROLE = /任职|招聘|应聘|录用|资格|上岗|入职|用人|招人/;
  const FIELD = /^(学历|年龄)$/;
  /** At most so many parts are offered. */
  const PARTS = 4;
  /** Of one activity so many stand before the rest. */
  const MOST = 100;
  /** So many penalties stand before the page that lists them all. */
  const BEFORE_THE_LIST = 5;
  /** The last tier of what has it in its title or another name. */
  const IN_A_TITLE = 4;
  const DEPARTMENTS = 1, INDUSTRIES = 2, LEVELS = 3, THEMES = 4, ROLE = 0, DEPARTMENT = 1;
  /** Who may be listed. */
  const LISTED = /[岗职]位|部门/;
  const { WHOSE, RARE, WHOLE } = rolebookScoring;

  /** @typedef {Generator<undefined, Answer>} Answering */

  /** What answers questions, with pauses while it is prepared. @param {SearchData} data all of it @param {Finder} finder */
  function* preparing(data, finder) {
    const given = /** @type {QueryData} */ (data.query);
    const kindNames = data.facets[0][1];
    const PENALTY = kindNames.indexOf("处罚条款");
    const REQUIRED = kindNames.indexOf("任职资格");
    const RULE = kindNames.indexOf("管理制度");
    const pagesFrom = data.pagesFrom ?? data.entries.length;
    const scoring = yield* rolebookScoring.scoring(data, finder);
    const { searched, held, standingIn, scored, forget, isMentioned, activities, aboutOf } = scoring;
    const parsing = yield* parser(data, finder.normalise, finder.times);
    const { parse, spoken, saying, titled } = parsing;
    const { mended, meantBy, spelledApart } = rolebookSlips.mending(data, finder, parsing, scoring, ENOUGH);
    const labels = data.facets.map(([, values]) => values.map((label) => finder.normalise(label)));
    const belonging = yield* rolebookBelonging.gathering(data);
    const { byId, byKind, ofKinds, belongingTo, inDepartments, responsible } = belonging;
    const { describedRoles, whoseKind, related, isRank } = rolebookDescribed.describing(data, finder, labels, saying, belonging);
    const placed = rolebookPlaces.places(data, finder, byId);

    /** @param {number} entry @returns {Hit} */
    const hitOf = (entry) => ({ entry, mode: EXACT, tier: 0, marks: [] });

    /** 不跟我们做生意 is 不做生意, and 开几次会 is 开会, where people say that: what stands between only asks. @param {Token[]} tokens */
    function denied(tokens) {
      let not = "";
      tokens.forEach(({ text }, at) => {
        const [between, last] = [tokens[at + 1], tokens[at + 2]];
        const whole = last && text.length + last.text.length === 2 && HOW_MANY.test(between.text) ? saying(text + last.text) : undefined;
        if (whole) tokens.splice(at, 3, whole, between);
      });
      return tokens.map((token) => {
        const both = not && isPlain(token) ? saying(not + token.text) : undefined;
        not = token.type !== "ask" ? "" : NOT.test(token.text) ? token.text : not;
        return both ?? token;
      });
    }

    /** 岗位, 公司有哪些岗位, 有几个部门: all of them, where nothing else is asked. @param {string} plain @returns {Generator<undefined, Hit[]>} */
    function* listed(plain) {
      const bare = (yield* parse(plain)).filter(({ type }) => type !== "ask").map(({ text }) => text);
      const [, of = ""] = /^(?:哪些|哪几个|什么)?(岗位|职位|部门)(?:列表|清单|名单)?$/.exec(bare.join("")) ?? [];
      const entries = of === "部门" ? byKind[DEPARTMENT] : of ? [byId.get("page:roles") ?? []].flat() : [];
      return entries.map(hitOf);
    }

    /** @param {string} query @returns {Answering} */
    function* steps(query) {
      forget();
      const places = placed(query);
      if (places.length) return { first: places, found: [], near: false, recognised: [], parts: [] };
      const base = yield* searched(query);
      const [best] = top(base.found, 1);
      const written = best !== undefined && !base.near;
      const plain = withDigits(unparted(finder.normalise(query.replace(/\s+/g, "")), (text) => Boolean(saying(text)) || finder.contains(text)), finder.contains);
      const asWritten = { ...base, first: [], recognised: [], parts: [] };
      const page = written && best.entry >= pagesFrom;
      const named = query.split(/\s+/).filter(Boolean);
      if (named.length > 1 && named.every((word) => given.required.includes(finder.normalise(word)))) {
        const required = yield* scored(yield* parse(plain), (entry) => data.entries[entry][0] === REQUIRED, 0);
        return { ...asWritten, first: required };
      }
      const everyone = LISTED.test(plain) ? yield* listed(plain) : [];
      if (everyone.length) return { ...asWritten, first: everyone };
      const letters = /^[a-z]+$/.test(plain);
      if (written && best.mode !== SYNONYM && best.tier < WHOSE && !page && !letters && !wantsKind(plain)) return { ...asWritten, first: best.tier > IN_A_TITLE ? ofActivity(plain, base.found) : [] };
      if (letters && !given.everyday.some(([said]) => said.some((word) => finder.normalise(word) === plain))) {
        const word = spoken((text) => finder.reads(text, plain));
        if (word && (!written || page)) return yield* steps(word);
        if (best) return asWritten;
        const apart = yield* spelledApart(plain);
        if (apart.first.length) return apart;
        return { ...asWritten, found: yield* finder.abbreviated(plain), near: true };
      }
      const meant = best ? "" : meantBy(plain);
      if (meant) return { ...(yield* steps(meant)), near: true };
      // The superior of a role; of one that the library does not have, what merely says 上级 is no answer.
      const { of, below } = relation(plain);
      const whose = of ? yield* mended(yield* parse(of)) : [];
      const kin = yield* related(whose, below);
      if (kin.length || (of && whose.every(({ type }) => ["unknown", "ask"].includes(type)) && whose.some(({ type }) => type === "unknown"))) return { ...asWritten, first: kin.map(hitOf), found: [], near: !kin.length };
      const tokens = denied(yield* mended((yield* parse(plain)).filter(({ text }) => text !== "一次" || !asksEachTime(plain))));
      const titles = tokens.filter(({ type }) => type === "title");
      const kinds = tokens.filter(({ type }) => type === "kind");
      // 哪些岗位要求…, 要求…的岗位: what a role requires.
      const sorted = tokens.filter(({ type }) => type !== "ask").at(-1);
      const ofThose = sorted?.type === "kind" && /^[岗职]位$/.test(sorted.text) && tokens.some(isPlain) ? sorted : null;
      const ofRoles = ofThose !== null || tokens.some(({ type, text }) => type === "who" && /[岗职]/.test(text));
      const asking = ofRoles || tokens.some(({ type }) => type === "who");
      const toWhom = tokens.some(({ type, text }) => type === "ask" && given.toWhom.includes(text));
      const ofDepartments = tokens.some(({ type, text }) => type === "who" && text.includes("部门"));
      const comparing = tokens.some(({ type, text }) => type === "ask" && COMPARING.test(text));
      const subject = tokens[0]?.type === "title";
      // 专科 化工 沟通能力: a degree or an age among several words asks for what requires any of them.
      const ofPeople = named.length > 1 && !asking && !titles.length && !kinds.length && tokens.some(({ text, meanings }) => [text, ...meanings].some((one) => FIELD.test(one)));
      if (ofPeople) {
        const required = yield* scored(tokens.filter(({ type }) => type !== "ask"), (entry) => data.entries[entry][0] === REQUIRED, 0);
        if (required.length) return { ...asWritten, first: required };
      }
      // Of a kind that nothing is of, only the word is left.
      const other = tokens.some(({ type }) => type === "word" || type === "number" || type === "slip");
      // Who makes 处罚条款, or 制定岗位职责 itself, is asked of the duties.
      const worked = tokens.filter(({ text }, at) => WORK.test(text) && tokens[at + 1]?.type === "kind" && !titles.length);
      const asWords = kinds.filter((token) => {
        const { values } = token;
        if (worked.includes(tokens[tokens.indexOf(token) - 1])) return true;
        if (asking && !(ofRoles && (values.includes(REQUIRED) || !other))) return true;
        return (values.includes(ROLE) && (!titles.length || other)) || (!titles.length && values.every((kind) => !byKind[kind].length));
      });
      // 谁管店长 asks of what is done with them, not of the role.
      const led = asking && titles.length > 0 && !ofRoles && !other && tokens.some(({ type, text }) => type === "who" && LEADING.test(text));
      // 招聘店长有什么要求 asks what is required of one, not who recruits.
      const ofTheRole = titles.length > 0 && kinds.some(({ values }) => values.includes(REQUIRED));
      const about = tokens
        .filter((token) => !(ofTheRole && OF_A_ROLE.test(token.text)) && (!["who", "ask", "kind", ...(led ? [] : ["title"])].includes(token.type) || worked.includes(token) || (asWords.includes(token) && token !== ofThose)))
        .map((token) => (["kind", "ask", "title"].includes(token.type) ? { ...token, type: /** @type {TokenType} */ ("word"), values: [] } : token));
      about.push(...papers(tokens));
      // 会议谁做记录 is asked of 会议记录, which people say.
      about.forEach((token, at) => {
        const together = isPlain(token) && about[at + 1] && isPlain(about[at + 1]) && tokens.indexOf(about[at + 1]) > tokens.indexOf(token) + 1 ? saying(token.text + about[at + 1].text) : undefined;
        if (together) about.splice(at, 2, together);
      });
      // The 员工 of 员工观影福利 is the beginning of another word, and narrows nothing; nor does the title of who is led.
      const narrows = tokens.filter(({ type }, at) => !(led && type === "title") && !(type === "level" && tokens[at + 1] && (isPlain(tokens[at + 1]) || tokens[at + 1].type === "unknown")));
      const recognised = narrows.flatMap(seen);
      let owned = titles.flatMap(({ values }) => values.slice(0, 6));
      const wanted = new Set(kinds.filter((token) => !asWords.includes(token)).flatMap(({ values }) => values));

      // 业务员任职资格: of those who are called so, or so in other words, whoever has some stands first.
      if (wanted.size && !asking) {
        const having = [owned, titles.flatMap(({ meanings }) => meanings.flatMap(titled))].map((those) => those.filter((owner) => belongingTo(owner, wanted).length));
        owned = [...new Set([...(having.find((those) => those.length) ?? []), ...owned])];
      }

      /** @type {Hit[]} */
      const hits = [];
      const there = new Uint8Array(data.entries.length);
      /** @param {Hit} hit */
      const put = (hit) => {
        if (!there[hit.entry]) hits.push(hit);
        there[hit.entry] = 1;
      };
      const several = [...new Set(titles.map(({ values }) => values[0]))];
      const ranks = narrows.filter(({ type }) => type === "level").flatMap(({ values }) => values);
      const together = several.length > 1 ? { owners: several } : !several.length && ranks.length === 1 ? { level: ranks[0] } : {};
      /** What was put, and after it what was found as written. @param {boolean} [near] @param {{part: string, count: number}[]} [parts] @returns {Answer} */
      const answer = (near = false, parts = []) => ({ first: hits, found: base.found, near, recognised, parts, ...together, ...(lacking ? { lacking } : {}) });
      /** @type {Answer["lacking"]} */
      let lacking;

      // 所有经理共同的职责: of everyone of a level, whom its page sets side by side.
      const levelled = about.length === 1 && about[0].type === "level" && !asking ? about[0] : null;
      const described = asking || comparing ? [] : yield* wanted.size ? whoseKind(tokens.filter(({ type }) => type !== "kind")) : describedRoles(tokens, plain.endsWith("的"));
      if (described.length) {
        described.forEach((entry) => put(hitOf(entry)));
        // 外卖店员要求: and after them what they have of the kind.
        described.forEach((entry) => belongingTo(entry, wanted).forEach((one) => put(hitOf(one))));
        const kind = [...wanted].find((one) => one > DEPARTMENT);
        if (kind !== undefined && hits.length === described.length) lacking = { owner: described[0], kind };
        if (!about.length) owned.forEach((entry) => put(hitOf(entry)));
        return answer();
      }
      // A title in other words that no role has: 合同专员 asks of 合同, and 采购专员 is not known.
      about.forEach((token, at) => isRank(token) && token.meanings[0] === labels[LEVELS][0] && (about[at] = { ...token, type: "unknown" }));
      const telling = about.some(({ type, text }) => type !== "unknown" || text.length > 2);
      // 挨罚 asks for what 罚 asks for: one character that nothing is known of says nothing.
      if (wanted.size && tokens.length === 2 && about.length === 1 && about[0].type === "unknown" && about[0].text.length === 1) about.pop();
      // Where no penalty has the figure that stands beside a word for penalties, there is none of that amount.
      const amount = about.filter(({ text }) => /^\d/.test(text));
      if (wanted.has(PENALTY) && amount.length && amount.length === about.length && !titles.length) {
        const amounts = yield* scored(amount, (entry) => data.entries[entry][0] === PENALTY, 0.99);
        if (!amounts.length) return { ...answer(true), found: [] };
      }
      if (levelled && wanted.size && !titles.length) {
        const [level] = levelled.values;
        const page = byKind[kindNames.length - 1].find((entry) => data.entries[entry][1].startsWith("level:") && data.entries[entry][3] === data.facets[LEVELS][1][level]);
        if (page !== undefined) put(hitOf(page));
      }
      const names = owned.map((entry) => data.entries[entry][3]);
      if (page && !wanted.size) return asWritten;
      // 学历要求 is one of the names of a page, and asks for what requires it: that stands before the page.
      const lists = page && !wantsKind(plain) ? [best] : [];
      const listsField = lists.length > 0 && about.length > 0 && best.tier > 0;
      if (!listsField) lists.forEach(put);
      if (!telling && titles.length) {
        // A role, perhaps with a kind: the role, then what it has of that kind.
        if (base.near && best?.tier < 2 && tokens.some(({ type }) => type === "unknown")) top(base.found, Infinity).forEach(put);
        if (!wanted.size) titles.forEach(({ values }) => put(hitOf(values[0])));
        owned.forEach((entry) => put(hitOf(entry)));
        // Which roles a department has.
        if (ofRoles) inDepartments(byKind[ROLE], names).forEach((entry) => put(hitOf(entry)));
        const kind = [...wanted].find((one) => one > DEPARTMENT);
        const [{ values: [sole] }] = titles;
        if (kind !== undefined && !belongingTo(sole, wanted).length) lacking = { owner: sole, kind };
        if (wanted.size) {
          owned.forEach((owner) => belongingTo(owner, wanted).forEach((entry) => put(hitOf(entry))));
          // And of a department, after its own, what its roles have, where a kind is asked for.
          inDepartments(ofKinds(wanted), names).forEach((entry) => put(hitOf(entry)));
          if (lacking) ofKinds(wanted).forEach((entry) => put(hitOf(entry)));
        }
        return answer();
      }
      if (!about.length && wanted.size && ofRoles) {
        const having = new Set(ofKinds(wanted).flatMap((entry) => given.owners[entry] ?? []));
        [...having].sort((a, b) => a - b).forEach((owner) => put(hitOf(owner)));
      }
      if (!about.length && wanted.size) {
        const ofKind = ofKinds(wanted).map(hitOf);
        ofKind.slice(0, BEFORE_THE_LIST).forEach(put);
        if (wanted.has(PENALTY)) register().forEach(put);
        top(base.found, Infinity, (entry) => entry >= pagesFrom).forEach(put);
        ofKind.forEach(put);
        return answer();
      }
      if (!about.length || (written && best.mode !== SYNONYM && best.tier < rolebookRanking.ACROSS && !(page && wanted.size))) {
        // A role and a word: whose it is, of which level or kind was found, since no text has both; a theme or a trade is a word here.
        return { ...asWritten, recognised: recognised.filter(({ name }) => name !== data.facets[THEMES][0] && name !== data.facets[INDUSTRIES][0]) };
      }

      const [levels, industries] = ["level", "industry"].map((of) => about.flatMap(({ type, values }) => (type === of ? values : [])));
      const listing = asking || tokens.some(({ type, text }) => type === "ask" && /哪些|几个|多少/.test(text));
      if (levels.length + industries.length === about.length) {
        /** @param {number[]} values @param {number[]} wantedOnes */
        const among = (values, wantedOnes) => !wantedOnes.length || values.some((value) => wantedOnes.includes(value));
        const those = byKind[ROLE].filter((entry) => among(data.entries[entry][6][LEVELS], levels) && among(data.entries[entry][6][INDUSTRIES], industries));
        if (!listing) those.sort((a, b) => data.entries[a][3].length - data.entries[b][3].length);
        those.forEach((entry) => put(hitOf(entry)));
        // Nothing but these: what was found as written is of single words.
        if (hits.length) return { ...answer(), found: [] };
      }
      // 执行力 is not what says 执行, 客户跑了 not everything about 客户: the parts are offered, no more.
      const unknown = about.filter(({ type }) => type === "unknown");
      if (unknown.length && !titles.length && !wanted.has(PENALTY)) {
        let rare = false;
        for (const token of about) rare ||= token.type !== "unknown" && (yield* held(token)).entries.length < RARE * data.entries.length;
        const compound = about.length === 2 && about[0].text.length === 2 && about[1].type === "unknown" && about[1].text.length === 1 && tokens.indexOf(about[1]) === tokens.indexOf(about[0]) + 1;
        if ((!rare && !wanted.size) || compound) return answer(true);
      }
      /** @param {Token} token one character alone says little */
      const size = ({ type, text }) => (type === "unknown" && text.length === 1 ? 0.5 : text.length);
      const length = [...about, ...titles].reduce((sum, token) => sum + size(token), 0);
      // 年龄上限, 大专起步: there is one degree and one age, whatever is said of it behind its name. 退休年龄 is another age.
      const field = about[0].type !== "unknown" && [about[0].text, ...about[0].meanings].some((one) => FIELD.test(one));
      const enough = field ? KNOWN_OF_A_FIELD : tokens.some(({ type }) => type === "ask" || type === "who") ? KNOWN_OF_A_QUESTION : KNOWN;
      const known = [...about, ...titles].reduce((sum, { type, text }) => sum + (type === "unknown" ? 0 : text.length), 0);
      const content = [...about, ...titles];
      if (wanted.has(PENALTY)) {
        const inKind = yield* scored(content, (entry) => wanted.has(data.entries[entry][0]), 0.15);
        inKind.filter(({ share }) => share >= SURE).forEach(put);
        register().forEach(put);
        inKind.forEach(put);
        // 罚款能扣多少工资: of which no penalty says anything: all of them.
        if (!inKind.length && !titles.length) ofKinds(wanted).forEach((entry) => put(hitOf(entry)));
      }
      if (known < enough * length) {
        if (!asking && !titles.length && kinds.some(({ text }) => OF_A_ROLE.test(text))) return { ...answer(true), first: [], found: [] };
        for (const { text } of asking ? [] : about) {
          if (text.length < 2) continue;
          for (const entry of yield* standingIn(text)) if (entry >= pagesFrom && !isPiece(entry, text)) put(hitOf(entry));
        }
        return answer(true);
      }
      const besides = hints(tokens, toWhom, finder.contains);
      let found = yield* scored(content, () => true, ENOUGH, asking, besides);
      if (!found.length && content.length > 1) found = (yield* scored(content, () => true, ENOUGH * 0.75, asking, besides)).slice(0, 20);
      // 采购审批 is not answered by a rule that has 采购 between brackets: what is done, of something that is merely mentioned.
      const things = content.filter(({ text }) => !isDeed(text));
      if (found.length && things.length < content.length && found[0].share < WHOLE) {
        let mentioned = things.length > 0;
        for (const token of things) mentioned &&= yield* isMentioned(token);
        if (mentioned) found = [];
      }
      // Pieces of the names of a page say nothing by themselves: 离职 in 离职交接, 手册 in 编辑手册.
      const sure = content.filter(({ type }) => type !== "unknown");
      const pages = !tokens.some(asksHowOften);
      found = found.filter(({ entry }) => entry < pagesFrom || (pages && sure.some(({ text }) => !isPiece(entry, text))));
      const isRole = (/** @type {number} */ entry) => data.entries[entry][0] === ROLE;
      if (comparing) found = [...found.filter(({ entry }) => isRole(entry)), ...found.filter(({ entry }) => !isRole(entry))];
      // 负责人是谁: whoever is called so.
      const called = tokens.some(({ type, text }) => type === "who" && text === "是谁") ? found.filter(({ entry, score }) => isRole(entry) && score > 0.5 * found[0].score) : [];
      const keptKind = wanted.size ? found.filter(({ entry }) => wanted.has(data.entries[entry][0])) : [];
      // 会计任职资格: of a role that the library does not have, no duty says what is required.
      if (!asking && !titles.length && kinds.some(({ text }) => OF_A_ROLE.test(text)) && !keptKind.length) return { ...answer(true), found: [] };
      const [narrowing] = wanted;
      if (narrowing > DEPARTMENT && found.length && !keptKind.length && !lacking) {
        lacking = { kind: narrowing };
        recognised.splice(0, recognised.length, ...recognised.filter(({ name }) => name !== data.facets[0][0]));
      }
      const highest = found[0]?.score ?? 0;
      if (subject && !led && (wanted.size || asking || toWhom)) owned.forEach((entry) => put(hitOf(entry)));
      const slip = about.some(({ type, heard: alike }) => type === "unknown" || type === "slip" || alike);
      if (base.near && slip && !asking && best && best.mode !== PIECES) top(base.found, Infinity).forEach(put);
      // What belongs to the role that is named, and what is of the kind that is named, stands before the rest.
      const theirs = comparing || !owned.length ? [] : found.filter(({ entry }) => given.owners[entry]?.some((owner) => owned.includes(owner)));
      const ordered = [...[...keptKind, ...theirs].filter(({ score, share }) => share > WHOLE || score > 0.6 * highest), ...found];
      called.forEach(put);
      if (listsField) [...keptKind.slice(0, BEFORE_THE_LIST), ...lists].forEach(put);
      // 饭店业务员: whoever is called so stands before what is merely of the same place.
      const placing = about.every(({ text, meanings }) => [text, ...meanings].some((one) => labels[LEVELS].includes(one) || labels[INDUSTRIES].includes(one)));
      if (!asking && !wanted.size && placing) owned.filter(isRole).forEach((entry) => put(hitOf(entry)));
      const all = asking ? responsible(ofRoles && keptKind.length ? keptKind : ordered) : [];
      const those = all.filter((owner) => isRole(owner) !== ofDepartments);
      const owners = those.length || !ofRoles ? those : all;
      // 哪些岗位: all of them; who: the one that is mainly responsible.
      owners.slice(0, ofRoles || ofDepartments ? owners.length : 1).forEach((owner) => put(hitOf(owner)));
      ordered.forEach(put);
      if (found.some(({ share }) => share > WHOLE)) return answer(slip);
      const parts = [];
      for (const token of content) {
        if (token.type === "unknown" || token.text.length < 2 || !query.includes(token.text)) continue;
        const count = (yield* held(token)).entries.length;
        if (count) parts.push({ part: token.text, count });
      }
      return answer(true, parts.slice(0, PARTS));
    }

    /** Of what has a text, what is of an activity that is called so: it is about it, the rest mentions it. @param {string} text @param {Found[]} found */
    function ofActivity(text, found) {
      const called = Uint8Array.from(activities, ({ title }) => Number(text.length > 1 && title.includes(text)));
      return called.includes(1) ? top(found, MOST, (entry) => called[aboutOf[entry]] === 1).filter(({ mode }) => mode === EXACT) : [];
    }

    /** Whether a text is neither a name of a page nor in its title. @param {number} entry @param {string} text */
    function isPiece(entry, text) {
      if (entry < pagesFrom) return false;
      const [, id, , title, names] = data.entries[entry];
      return id.startsWith("page:") && !finder.normalise(title).includes(text) && !names.some((name) => finder.normalise(name) === text);
    }

    /** The page that lists penalties. @returns {Hit[]} */
    const register = () => [byId.get("page:penalties")].flatMap((entry) => (entry === undefined ? [] : [hitOf(entry)]));

    /** Whether a query is nothing but a word for a kind. @param {string} plain */
    function wantsKind(plain) {
      return given.kinds.some(([word, values]) => values.includes(PENALTY) && finder.normalise(word) === plain);
    }

    /** What a token was taken for, where it narrows the answer. @param {Token} token @returns {Recognised[]} */
    function seen({ type, values, text }) {
      if (type === "kind") return values.map((kind) => ({ name: data.facets[0][0], label: kindNames[kind], token: text }));
      if (type === "title") return [{ name: data.entries[values[0]][0] === DEPARTMENT ? data.facets[DEPARTMENTS][0] : "岗位", label: data.entries[values[0]][3], token: text }];
      if (type === "level") return [{ name: data.facets[3][0], label: data.facets[3][1][values[0]], token: text }];
      if (type === "industry") return [{ name: data.facets[INDUSTRIES][0], label: data.facets[INDUSTRIES][1][values[0]], token: text }];
      if (type === "theme") return [{ name: data.facets[4][0], label: data.facets[4][1][values[0]], token: text }];
      return [];
    }

    /** All at once, every hit: for what is not typed. @param {string} query */
    function ask(query) {
      const { kind, rest } = prefixed(query, data, finder.normalise);
      const { first, found, ...said } = rolebookMatch.atOnce(steps(rest));
      const before = new Set(first.map(({ entry }) => entry));
      const hits = [...first, ...top(found, Infinity, (entry) => !before.has(entry))];
      return { ...said, hits: kind < 0 ? hits : hits.filter(({ entry }) => data.entries[entry][0] === kind) };
    }

    return { steps, ask };
  }

  /** The same at once. @param {SearchData} data all of it @param {Finder} finder */
  const answerer = (data, finder) => rolebookMatch.atOnce(preparing(data, finder));

  return { preparing, answerer };
})();
