// What is said of a code: the lines that `sheet --verify` prints, of the same sentences and the same data. Pure.
"use strict";

/**
 * @typedef {[string, string, string[], boolean]} VerifyPaper title, letter, sections, whether it has the texts of rules
 * @typedef {[string, string, string, string[], string[]]} Sealed digest, role, title, sections by their bits, sections not covered
 * @typedef {{version: string, current: boolean, papers: VerifyPaper[], sealed: Sealed[]}} VerifyVersion
 * @typedef {{sentences: Record<string, string>, mostMissing: number, sections: Record<string, string>, whole: boolean, withoutPay: boolean, unread: string[], roles: Record<string, [string, string]>, now: Record<string, string>, handbooks: [string, string][], versions: VerifyVersion[]}} VerifyIndex
 * @typedef {{since: Record<string, string[]>, texts: Record<string, [string, string[], string[]][]>}} VerifyRole
 * @typedef {[string, string]} VerifyLine the name of its sentence, and what it says; what stands beneath begins with two blanks
 * @typedef {{digest: string, letter: string, leftOut: bigint, text: string}} SheetCode
 * @typedef {{version: string, role: string, title: string, digest: string, paper: VerifyPaper | null, missing: string[] | null, current: boolean}} VerifyMatch
 */

const rolebookVerdict = (() => {
  const CODE = /^([0-9a-f]{12})(?:-([a-z])([0-9a-f]{0,16}))?$/i;
  const PRINTED = /校验码[\s：:]*([0-9a-f]{12}(?:[-‐-―−][A-Za-z][0-9a-f]{0,16})?)/g;
  const CODE_IN_A_LINE = /^([0-9a-f]{12})(?:-([a-z])([0-9a-f]{0,16}))?(?![0-9a-z-])/i;
  const LABEL = "校验码";
  const DASHES = /[\u2010-\u2015\u2212]+/g;
  const BLANKS = /[\s\u200b-\u200d\u2060\ufeff]+/g;

  /** The code in what somebody typed, or copied with the foot around it; null where there is none. @param {string} text @returns {SheetCode | null} */
  function code(text) {
    const plain = text.normalize("NFKC").replace(DASHES, "-").replace(BLANKS, "");
    const label = plain.lastIndexOf(LABEL);
    const found = label < 0 ? CODE.exec(plain) : CODE_IN_A_LINE.exec(plain.slice(label + LABEL.length).replace(/^:+/, ""));
    if (!found) return null;
    const [digest, letter] = [found[1].toLowerCase(), (found[2] ?? "").toUpperCase()];
    const leftOut = BigInt(`0x${found[3] || "0"}`);
    const number = leftOut ? leftOut.toString(16) : "";
    return { digest, letter, leftOut, text: letter ? `${digest}-${letter}${number}` : digest };
  }

  /** The codes in the words of a file, each once. @param {string[]} lines */
  const codes = (lines) => [...new Set(lines.flatMap((line) => [...line.matchAll(PRINTED)].map((found) => found[1])))];

  /** @param {VerifyIndex} index @param {string} name @param {Record<string, string | number>} values */
  const said = (index, name, values = {}) => index.sentences[name].replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));

  /**
   * What a paper with a code lacks; null where no such paper bears it.
   * @param {Sealed} sealed @param {VerifyPaper} paper @param {SheetCode} wanted
   */
  function missing([, , , names, uncovered], [, letter, sections], wanted) {
    if (letter !== wanted.letter || wanted.leftOut >> BigInt(names.length)) return null;
    const found = names.filter((_, place) => (wanted.leftOut >> BigInt(place)) & 1n);
    if (!found.every((name) => sections.includes(name))) return null;
    return [...new Set([...found, ...uncovered.filter((name) => sections.includes(name))])].sort();
  }

  /** What bears a code, the content as it is first. @param {VerifyIndex} index @param {SheetCode} wanted @returns {VerifyMatch[]} */
  function matches(index, wanted) {
    const found = /** @type {Map<string, VerifyMatch>} */ (new Map());
    for (const { version, current, papers, sealed } of index.versions) {
      for (const one of sealed.filter(([digest]) => digest === wanted.digest)) {
        const [digest, role, title] = one;
        const about = { version, role, title, digest, current };
        const borne = wanted.letter
          ? papers.map((paper) => ({ ...about, paper, missing: missing(one, paper, wanted) })).filter((match) => match.missing)
          : [{ ...about, paper: null, missing: null }];
        for (const match of borne) {
          const key = JSON.stringify([version, role, title, match.paper?.[0], match.missing]);
          if (!found.has(key)) found.set(key, match);
        }
      }
    }
    return [...found.values()];
  }

  /** The line of a match. @param {VerifyIndex} index @param {SheetCode} wanted @param {VerifyMatch} match */
  function matchLine(index, wanted, { title, role, version, paper, missing: lacking }) {
    let held = said(index, "unended");
    if (lacking) held = lacking.length ? said(index, "without", { sections: lacking.map((name) => index.sections[name] ?? name).join("、") }) : said(index, "whole");
    const named = paper ? said(index, "paper", { paper: paper[0] }) : "";
    return said(index, "match", { code: wanted.text, title, role, paper: named, version, held });
  }

  /** A line with the name of its sentence. @param {VerifyIndex} index @param {string} name @param {Record<string, string | number>} [values] @returns {VerifyLine} */
  const named = (index, name, values) => [name, said(index, name, values)];

  /** @param {string} text @returns {VerifyLine} */
  const beneath = (text) => ["", `  ${text}`];

  /**
   * Whether the first match holds, and what changed since. `role` is what is known of its role; null in a site that
   * shows a part of the handbook.
   * @param {VerifyIndex} index @param {VerifyMatch[]} found @param {VerifyRole | null} role
   * @returns {VerifyLine[]}
   */
  function since(index, found, role) {
    if (found.some(({ current }) => current)) return [named(index, "holds")];
    const [{ version, role: id }] = found;
    if (index.roles[id][0]) return [named(index, index.roles[id][0])];
    if (!role) return [];
    const lines = role.since[version] ?? [];
    return [named(index, lines.length ? "changed" : "unchanged", { number: lines.length }), ...lines.map(beneath)];
  }

  /**
   * Whether the words of a file are those of its version.
   * @param {VerifyIndex} index @param {VerifyMatch} match @param {VerifyRole | null} role @param {string[]} words
   * @returns {VerifyLine[]}
   */
  function compared(index, { digest, paper, missing: lacking }, role, words) {
    if (!role || !paper || !words.length) return [];
    const [, , sections, rules] = paper;
    const kept = role.texts[digest].filter(([name]) => sections.includes(name) && !lacking?.includes(name));
    const texts = [...new Set(kept.flatMap(([, plain, whole]) => (rules ? whole : plain)))];
    if (!texts.length) return [];
    const plain = (/** @type {string} */ text) => text.replace(/\s/g, "");
    const held = plain(words.join(""));
    const gone = texts.filter((text) => !held.includes(plain(text)));
    if (!gone.length) return [named(index, "same_words", { number: texts.length })];
    return [named(index, "other_words", { number: gone.length }), ...gone.slice(0, index.mostMissing).map((text) => beneath(said(index, "missing_words", { text })))];
  }

  /** All lines on a code that was found. @param {VerifyIndex} index @param {SheetCode} wanted @param {VerifyMatch[]} found @param {VerifyRole | null} role @param {string[]} words of the file @returns {VerifyLine[]} */
  function lines(index, wanted, found, role, words = []) {
    const first = found.map((match) => /** @type {VerifyLine} */ (["match", matchLine(index, wanted, match)]));
    return [...first, ...since(index, found, role), ...compared(index, found[0], role, words)];
  }

  return { code, codes, matches, lines, said };
})();
