// How well entries hold the parts of a query: what an entry holds as it is written counts for more than what another word
// stands for, a rare part for more than a common one. Numbers lie in typed arrays by entry. Pure: no document, no events.
"use strict";

/**
 * @typedef {{entries: number[], qualities: Float64Array, ways: Uint8Array, founds: Found[][]}} Holding by entry how well it holds a
 *   token, 0 where it does not, and which of `founds` has its marks
 * @typedef {Hit & {score: number, share: number}} Scored a hit by its score, with the share of the query that it holds
 */

const rolebookScoring = (() => {
  const { EXACT } = rolebookRanking.MODES;
  const { marksOf, numberOf, tierIn } = rolebookRanking;
  const { isDeed } = rolebookQuery;
  const BY_ANOTHER_WORD = 0.8;
  /** What the activity of a sentence is called counts for less than what the sentence says. */
  const BY_ACTIVITY = 0.7;
  /** The parts of what people say count for more than another word for it. */
  const IN_PIECES = 0.9;
  /** The first of the words that stand for another is the nearest to it. */
  const BY_PLACE = 0.06;
  /** By so much it counts more that parts stand side by side, and that an entry has what else the question says. */
  const BESIDE = 1.08, ASKED = 1.2;
  /** That an entry has the figure that is asked for. */
  const FIGURE = 1.5;
  const DEED = 0.6;
  /** So much of the parts' weight is all of it; and so much is wanted where something has all. */
  const WHOLE = 0.99, MORE_THAN_HALF = 0.6;
  /** What the name of a page counts for in a query that says more. */
  const PARTLY_NAMED = 0.75;
  /** A word that a theme is called is asked of what belongs to the theme. */
  const THEMED = 1.3;
  /** A word of fewer entries says what a question is about. */
  const RARE = 0.15;
  /** A word that has a meaning of its own in a kind: 考核 in a penalty is no appraisal. */
  const IN_ANOTHER_SENSE = 0.4;
  /** The tier of what merely belongs to whom the query names. */
  const WHOSE = 10;
  const THEMES = 4;
  const DEPARTMENT = 1;
  /** After so many entries a newer key press may come in between. */
  const PAUSE = 1000;
  /** A score with so many steps, and so many places of entries behind it, as one number. */
  const SCORES = 1e6, PLACES = 2 ** 20;

  /** Marks are looked for when they are shown. */
  class HitByScore {
    /** @param {number} entry @param {number} score @param {number} share @param {Holding[]} holdings */
    constructor(entry, score, share, holdings) {
      this.entry = entry;
      this.score = score;
      this.share = share;
      this.holdings = holdings;
      this.mode = EXACT;
      this.tier = 0;
    }

    get marks() {
      return this.holdings.flatMap(({ qualities, ways, founds }) => {
        const found = qualities[this.entry] ? founds[ways[this.entry]].filter(({ offset }) => offset <= this.entry).at(-1) : undefined;
        return found ? marksOf(found, this.entry - found.offset) : [];
      });
    }
  }

  /** @param {SearchData} data all of it @param {Finder} finder @returns what scores, with pauses while it is prepared */
  function* scoring(data, finder) {
    const given = /** @type {QueryData} */ (data.query);
    const [PENALTY, RULE] = ["处罚条款", "管理制度"].map((kind) => data.facets[0][1].indexOf(kind));
    const pagesFrom = data.pagesFrom ?? data.entries.length;
    /** @type {Map<string, number>} a word → the kind in which it stands for another */
    const inAnotherSense = new Map();
    for (const [, meant, kind] of given.everyday) {
      if (kind >= 0) for (const word of meant) inAnotherSense.set(finder.normalise(word), kind);
    }
    // By entry: its kind, whether it is an item of a rule, and what its score counts for.
    const [kindOf, isItem, counting] = [new Uint8Array(data.entries.length), new Uint8Array(data.entries.length), new Float64Array(data.entries.length)];
    for (const [entry, [kind, id, , text]] of data.entries.entries()) {
      if (entry % PAUSE === 0) yield;
      kindOf[entry] = kind;
      isItem[entry] = Number(id.includes("#"));
      if (entry >= pagesFrom) counting[entry] = id.startsWith("page:") ? 0.9 : 0.5;
      else counting[entry] = (entry >= data.rules ? 0.85 : 1) * (kind <= DEPARTMENT ? 0.8 : 1) * (1 - Math.min(text.length, 150) / 500);
    }

    // A sentence is also about what the activity is called that it belongs to.
    const activities = (data.activities ?? []).map(([, title]) => ({ title: finder.normalise(title), entries: /** @type {number[]} */ ([]) }));
    const aboutOf = Int32Array.from(given.about ?? []);
    aboutOf.forEach((place, entry) => place >= 0 && activities[place].entries.push(entry));

    /** @type {Map<string, {found: Found[], near: boolean}>} what was searched for one query, which needs some of it again */
    const searches = new Map();
    /** @type {Map<Token, Holding>} */
    const holdings = new Map();
    /** Numbers by entry, all 0, to be used again. @type {Float64Array[]} */
    const spare = [];
    const blank = () => spare.pop() ?? new Float64Array(data.entries.length);

    /** @param {Float64Array} numbers @param {number[]} entries those that are not 0 */
    function release(numbers, entries) {
      for (const entry of entries) numbers[entry] = 0;
      spare.push(numbers);
    }

    /** @param {string} text */
    function* searched(text) {
      const answer = searches.get(text) ?? (yield* finder.steps(text));
      searches.set(text, answer);
      return answer;
    }

    /** @param {Token} token */
    function* held(token) {
      const holding = holdings.get(token) ?? (yield* holders(token));
      holdings.set(token, holding);
      return holding;
    }

    /**
     * The entries that hold a token, each with how well, and what has its marks.
     * @param {Token} token
     * @returns {Generator<undefined, Holding>}
     */
    function* holders(token) {
      /** @type {Holding} */
      const holding = { entries: [], qualities: blank(), ways: new Uint8Array(data.entries.length), founds: [] };
      const { entries: held, qualities, ways: by, founds } = holding;
      if (token.type === "slip") {
        const { found } = yield* searched(token.text);
        founds.push(found);
        for (const { offset, entries } of found) for (const at of entries) held.push(offset + at);
        for (const entry of held) qualities[entry] = BY_ANOTHER_WORD;
        return holding;
      }
      const bound = token.type === "word" ? token.values : [];
      // What a long piece begins or ends with stands for it only where that is rare: not 客户 for 客户访问日报.
      const [part] = token.meanings;
      const common = part && token.text.includes(part) && numberOf(yield* finder.find(part)) > RARE * data.entries.length;
      const ways = [token.text, ...(common ? [] : token.meanings)];
      // What people say in words of the library: whoever has those words, before what has others that stand for it.
      if (token.type === "word" && token.text.length > 3 && token.meanings.length) ways.push("");
      for (const [place, way] of ways.entries()) {
        const otherSense = place ? undefined : inAnotherSense.get(way);
        const likeness = !way ? IN_PIECES : place ? BY_ANOTHER_WORD - BY_PLACE * Math.min(place - 1, 6) : 1;
        founds.push(way ? yield* finder.find(way) : yield* finder.inPieces(token.text));
        for (const { offset, entries, ranks } of founds[place]) {
          for (const at of entries) {
            const entry = offset + at;
            const kind = kindOf[entry];
            if (place && bound.length && !bound.includes(kind)) continue;
            const tier = tierIn(ranks[at]);
            const context = tier === WHOSE;
            if (tier === rolebookRanking.ACROSS || (context && kind <= DEPARTMENT)) continue;
            const named = entry >= pagesFrom && (tier === 0 || tier === 9) && !place;
            const opens = named ? 1.3 : tier < 8 ? 1.1 : 1;
            const sense = otherSense === kind ? IN_ANOTHER_SENSE : 1;
            const weight = token.type === "theme" && data.entries[entry][6][THEMES].some((theme) => token.values.includes(theme)) ? THEMED : 1;
            const quality = weight * sense * likeness * (context ? (entry < pagesFrom ? 0.35 : 0.6) : opens);
            if (!qualities[entry]) held.push(entry);
            if (qualities[entry] < quality) [qualities[entry], by[entry]] = [quality, place];
          }
          yield;
        }
        const called = BY_ACTIVITY * likeness;
        for (const { title, entries } of way && !bound.length ? activities : []) {
          if (!title.includes(way)) continue;
          for (const entry of entries) {
            if (!qualities[entry]) held.push(entry);
            if (qualities[entry] < called) [qualities[entry], by[entry]] = [called, ways.length];
          }
        }
      }
      founds.push([]);
      return holding;
    }

    /** The entries that have a text of their own, as it is written. @param {string} text */
    function* standingIn(text) {
      const founds = yield* finder.find(text);
      return founds.flatMap(({ offset, entries, ranks }) => entries.filter((at) => tierIn(ranks[at]) < WHOSE).map((at) => offset + at));
    }

    /**
     * Entries by how much of the query's parts they hold, the rarer parts counting for more.
     * @param {Token[]} tokens what the query is about
     * @param {(entry: number) => boolean} allowed
     * @param {number} enough
     * @param {boolean} [asking] who does it, so that a rule that is called so is no answer
     * @param {(string[] | RegExp)[]} [hints] what does not count as parts: words, each in several ways, or what the text looks like
     * @returns {Generator<undefined, Scored[]>}
     */
    function* scored(tokens, allowed, enough, asking = false, hints = []) {
      const [scores, weights] = [blank(), blank()];
      /** @type {number[]} */
      const touched = [];
      /** @type {Holding[]} */
      const holdingsOf = [];
      let every = 0;
      for (const token of tokens) {
        if (token.type === "unknown") {
          every += token.text.length > 1 ? 1.5 * token.text.length : 0.5;
          continue;
        }
        const holding = yield* held(token);
        const deed = tokens.length > 1 && (isDeed(token.text) || token.type === "level") ? DEED : 1;
        const weight = deed * Math.log(1 + data.entries.length / (1 + holding.entries.length)) * Math.sqrt(Math.min(token.text.length, 6));
        every += weight;
        holdingsOf.push(holding);
        for (const entry of holding.entries) {
          if (!allowed(entry)) continue;
          const quality = holding.qualities[entry];
          if (!weights[entry]) touched.push(entry);
          scores[entry] += weight * quality;
          weights[entry] += weight * (quality < 0.5 ? quality : 1);
        }
        yield;
      }
      // Two parts that stand side by side as in the query, and what else the question says.
      const beside = tokens.slice(1).map(({ text }, at) => [tokens[at].text + text]).filter(([pair]) => finder.contains(pair));
      for (const [number, ways] of [...beside, ...hints].entries()) {
        /** @type {Set<number>} */
        const having = new Set();
        if (ways instanceof RegExp) for (const entry of touched) if (ways.test(data.entries[entry][3])) having.add(entry);
        for (const way of ways instanceof RegExp ? [] : ways) for (const entry of yield* standingIn(way)) if (weights[entry]) having.add(entry);
        for (const entry of having) scores[entry] *= number < beside.length ? BESIDE : ways instanceof RegExp ? FIGURE : ASKED;
      }
      // Sorted as numbers, the place of the entry behind the score: of equal ones the first stands before.
      const keys = new Float64Array(touched.length);
      let number = 0;
      // Where something holds all parts, what holds hardly half of them is no answer.
      const least = (touched.some((entry) => weights[entry] > WHOLE * every) ? Math.max(enough, MORE_THAN_HALF) : enough) * every;
      for (const entry of touched) {
        if (weights[entry] < least) continue;
        scores[entry] *= worth(entry, weights[entry] > 0.5 * every, asking);
        // Of several parts, the name of a page is one.
        if (entry >= pagesFrom && tokens.length > 1) scores[entry] *= PARTLY_NAMED;
        keys[number++] = Math.round(scores[entry] * SCORES) * PLACES + PLACES - 1 - entry;
      }
      yield;
      const sorted = keys.subarray(0, number).sort().reverse();
      /** @type {Scored[]} */
      const found = [];
      for (const key of sorted) {
        const entry = PLACES - 1 - (key % PLACES);
        found.push(new HitByScore(entry, scores[entry], weights[entry] / every, holdingsOf));
      }
      for (const numbers of [scores, weights]) release(numbers, touched);
      return found;
    }

    /** What the score of an entry counts for. @param {number} entry @param {boolean} most it holds most of the query @param {boolean} asking who does it */
    function worth(entry, most, asking) {
      if (!asking && kindOf[entry] === RULE && most && !isItem[entry] && entry < pagesFrom) return 1.1;
      return asking && kindOf[entry] === PENALTY ? 0.6 * counting[entry] : counting[entry];
    }

    /** Whether a word stands nowhere but in the middle of rules: what they mention, not what they are about. @param {Token} token */
    function* isMentioned(token) {
      const { entries, qualities } = yield* held(token);
      return entries.every((entry) => isItem[entry] === 1 && qualities[entry] <= 1);
    }

    /** What was found for the query before is not needed any more. */
    function forget() {
      searches.clear();
      for (const { qualities, entries } of holdings.values()) release(qualities, entries);
      holdings.clear();
    }

    return { searched, held, standingIn, scored, forget, isMentioned, activities, aboutOf };
  }

  return { WHOSE, RARE, WHOLE, scoring };
})();
