// Slips in a part of a query: what is known beside it says what was meant. Pure: no document, no events.
"use strict";

/**
 * @typedef {ReturnType<typeof rolebookQuery.parser> extends Generator<undefined, infer Made> ? Made : never} Parser
 * @typedef {ReturnType<typeof rolebookScoring.scoring> extends Generator<undefined, infer Made> ? Made : never} Scoring
 */

const rolebookSlips = (() => {
  const { INITIALS, PIECES } = rolebookRanking.MODES;
  const { numberOf, top } = rolebookRanking;
  /** Of fewer entries, a slip is looked for in each half of a word in letters too. */
  const SMALL = 5000;
  const DEPARTMENT = 1;
  /** A word that is heard is cut into so many tokens at most. */
  const MOST = 5;

  /** @param {Token} token */
  const isPlain = ({ type }) => type === "word" || type === "level" || type === "theme" || type === "industry";

  /**
   * @param {SearchData} data all of it
   * @param {Finder} finder
   * @param {Parser} parser
   * @param {Scoring} scoring
   * @param {number} enough of the parts' weight an entry must hold
   */
  function mending(data, finder, { parse, heard }, { searched, scored }, enough) {
    /**
     * 店掌助理 is 店长助理: what sounds like a title from end to end, where single characters are left over.
     * @param {Token[]} tokens
     */
    function soundingWhole(tokens) {
      for (let from = 0; from < tokens.length; from += 1) {
        for (let to = Math.min(tokens.length, from + MOST); to > from + 1; to -= 1) {
          const some = tokens.slice(from, to);
          const text = some.map((token) => token.text).join("");
          const whole = some.some(({ text: one, type }) => type === "unknown" || (type === "ask" && one.length === 1)) ? heardAs(text, false) : null;
          if (whole?.type === "title") tokens.splice(from, to - from, { ...whole, text, meanings: [whole.text, ...whole.meanings] });
        }
      }
      return tokens;
    }

    /** Unknown characters with the word beside them, where together they are a slip of what stands somewhere. @param {Token[]} given */
    function* mended(given) {
      /** @type {Token[]} */
      const found = [];
      const tokens = soundingWhole(given);
      for (let at = 0; at < tokens.length; at += 1) {
        const [token, next, last] = [tokens[at], tokens[at + 1], found[found.length - 1]];
        const beside = tokens.some(saysMore) || next?.type === "kind";
        const ofKind = next?.type === "unknown" && next.text.length > 1 && token.type === "kind" ? token.text + next.text : "";
        const before = last && token.type === "unknown" && isPlain(last) ? last.text + token.text : "";
        const after = next && token.type === "unknown" && isPlain(next) ? token.text + next.text : "";
        const title = next?.type === "title" && token.type === "unknown" && token.text.length > 1 ? yield* slipOf(token.text + next.text) : null;
        if (title?.type === "title") {
          found.push(title);
          at += 1;
        } else if (ofKind && (yield* isSlip(ofKind))) {
          found.push(yield* slipOf(ofKind));
          at += 1;
        } else if (after.length > 2 && (yield* isSlip(after))) {
          found.push(yield* slipOf(after));
          at += 1;
        } else if (token.type === "unknown" && token.text.length === 2 && heardAs(token.text, beside)) {
          found.push({ ...token, ...heardAs(token.text, beside), heard: true });
        } else if (token.type === "unknown" && token.text.length === 2 && (yield* finder.longForms(token.text)).length) {
          found.push({ ...token, type: "word", meanings: yield* finder.longForms(token.text), heard: true });
        } else if (before.length > 2 && (yield* isSlip(before))) found[found.length - 1] = yield* slipOf(before);
        else if (token.type === "unknown" && token.text.length > 2 && (yield* isSlip(token.text))) found.push(yield* slipOf(token.text));
        else found.push(token);
      }
      return found;
    }

    /** Whether a token says what is asked about, so that beside it two characters are more likely a slip. @param {Token} token */
    const saysMore = (token) => isPlain(token) || token.type === "title" || token.type === "who";

    /** What a whole query sounds like, 任职资各 like 任职资格; "" where it is known as it is written. @param {string} text */
    function meantBy(text) {
      const word = text.length > 1 ? heardAs(text, false)?.text : "";
      return word && word !== text ? word : "";
    }

    /** The word that a text sounds like: alone, just so, and one that the library itself has. @param {string} text @param {boolean} beside something that says more */
    function heardAs(text, beside) {
      const sounds = beside ? "blurred" : "plain";
      return heard(text, finder.soundingLike(text[0], sounds), (one, other) => finder.soundsAlike(one, other, sounds) && (beside || finder.contains(other)));
    }

    /** A slip of a title is that title, unless it is what a kind is called: a department may be called 岗位职责 too. @param {string} text @returns {Generator<undefined, Token>} */
    function* slipOf(text) {
      const { found } = yield* searched(text);
      const [best] = top(found, 1);
      const [token, ...more] = yield* parse(stretch(best));
      const slip = { type: /** @type {TokenType} */ ("slip"), text, values: [], meanings: [] };
      if (token?.type === "kind" && !more.length) return slip;
      const titles = top(found, Infinity, (entry) => data.entries[entry][0] <= DEPARTMENT);
      const owners = titles.filter(({ tier }) => tier === best.tier && tier < 3);
      return owners.length ? { type: "title", text, values: owners.map(({ entry }) => entry), meanings: [] } : slip;
    }

    /** What a hit was found by, in its normal form. @param {Hit | undefined} hit */
    function stretch(hit) {
      if (!hit?.marks.length) return "";
      const { text, from, to } = finder.shown(hit.marks[0]);
      return finder.normalise(text.slice(from, to));
    }

    /** @param {string} text */
    function* isSlip(text) {
      return text.length < 9 && numberOf((yield* searched(text)).found) > 0;
    }

    /** Letters that are two words which stand apart: cuishou huokuan; one of them may have a slip. @param {string} letters @returns {Generator<undefined, Answer>} */
    function* spelledApart(letters) {
      /** @type {Scored[]} */
      let best = [];
      /** @type {Offered[]} */
      let parts = [];
      const small = data.entries.length < SMALL;
      // What is whole syllables is cut between two of them.
      const spelled = finder.isSpelled(letters);
      for (let at = 4; at <= letters.length - 4; at += 1) {
        const whole = [letters.slice(0, at), letters.slice(at)].map(finder.isSpelled);
        if (spelled && (data.syllables[letters.slice(0, at)] || data.syllables[letters.slice(at)])) continue;
        if (!(small && !spelled ? whole[0] || whole[1] : whole[0] && whole[1])) continue;
        const both = [];
        if (spelled && !((yield* finder.holds(letters.slice(at))) && (yield* finder.holds(letters.slice(0, at))))) continue;
        for (const text of [letters.slice(0, at), letters.slice(at)]) {
          const { found, near } = yield* searched(text);
          both.push({ text, found, near, best: top(found, 1).at(0) });
        }
        if (both.some(({ best }) => !best || best.mode === INITIALS) || both.every(({ near }) => near) || (spelled && both.some(({ near }) => near))) continue;
        const found = yield* scored(both.map(({ text }) => ({ type: "slip", text, values: [], meanings: [] })), () => true, enough);
        if (!best.length || found[0]?.score > best[0].score) best = found;
        if (!parts.length) parts = both.flatMap(({ text, found, near }) => (near ? [] : [{ part: text, count: numberOf(found), found }]));
      }
      return { first: best.map((one) => Object.assign(one, { mode: PIECES })), found: [], near: true, recognised: [], parts: best.length ? [] : parts };
    }

    return { mended, meantBy, spelledApart };
  }

  return { mending, isPlain };
})();
