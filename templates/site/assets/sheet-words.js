// What stands on the sheet of one hire: the same rules as rolebook/sheets/facts.py, printed.py and sections.py, with the
// limits that sheet-rules.js hands over. Pure.
"use strict";

/**
 * @typedef {"always" | "room" | "filled"} When a fact is printed: always, where there must be room to write, where filled in
 * @typedef {[string, string, string, When]} RoleFact key, label, value, when
 * @typedef {{id: string, letter: string, leftOut: number, title: string, documentTitle: string, called: string, facts: RoleFact[],
 *   signed: boolean, terms: boolean, sections: string[], handedOver: boolean, statement: [string, string, string],
 *   received: string, annexed: boolean, ending: string, crowded: boolean, lacking: string[]}} Paper one of the role's papers, see rolebook/sheets/form.py
 * @typedef {{organisation: string, role: string, documentNumber: string, papers: Paper[], citing: string[], cited: string[], digest: string,
 *   digested: string[], annex: boolean, parts: [string, string[], (string | number)[]][], pictures: [string, string][]}} SheetData
 * @typedef {{label: string, value: string, wide: boolean}} Fact
 * @typedef {{rows: Fact[][], kept: string[], behind: Set<string>, crowded: boolean, places: Record<string, string>}} Words rows
 *   of facts; keys of the sections that are kept, in their order, and of what follows them; what goes into the other places
 */

const rolebookWords = (() => {
  const { widest, firstWide, alwaysWide, longestRunning, longestNumber, roomForNumber, patterns, annex } = window.rolebookSheetRules;
  const PLACE = new RegExp(patterns.place, "gu");

  /** @param {string} value two for what is wide, roughly */
  const cells = (value) => [...value].reduce((sum, letter) => sum + (letter >= firstWide ? 2 : 1), 0);

  /**
   * @param {SheetData} data
   * @param {Paper} paper
   * @param {Record<string, string>} typed values by field, without faulty ones
   * @param {Set<string>} chosen names of sections, of this paper or others
   * @param {boolean} asked whether the texts of the rules are asked for; they follow only what lists them
   * @returns {Words}
   */
  function words(data, paper, typed, chosen, asked = false) {
    const listed = data.annex && chosen.has("rules") && paper.sections.includes("rules");
    const annexed = listed && (asked || paper.annexed);
    /** @type {Record<string, string>} what this paper prints of the hire */
    const hire = {};
    for (const [key] of paper.facts) hire[key] = typed[key] ?? "";
    const blank = !Object.entries(hire).some(([key, value]) => key !== "company" && value);
    const [title, text, copies] = paper.statement;
    return {
      rows: rows(facts(paper, hire, paper.signed && (blank || paper.terms))),
      kept: keys(data, paper, chosen),
      behind: new Set(annexed ? [paper.ending, annex] : [paper.ending]),
      crowded: paper.crowded,
      places: {
        title: paper.title,
        document_title: paper.documentTitle,
        statement_title: title,
        statement_text: annexed ? paper.received : text,
        statement_copies: copies,
        digest: code(data, paper, chosen),
        document_number: data.documentNumber.replace(PLACE, () => shortened(hire.employee_no ?? "", longestNumber) || roomForNumber),
        running: hire.name ? `${paper.title} · ${shortened(hire.name, longestRunning)}` : paper.title,
        organisation: hire.company || data.organisation,
      },
    };
  }

  /**
   * The sheet's code: the digest, the paper's letter, and a number whose bits are what was left out, as
   * rolebook/model/sheet_code.py makes it. What the form never shows is always left out (`leftOut`).
   * @param {SheetData} data
   * @param {Paper} paper
   * @param {Set<string>} chosen
   */
  function code(data, paper, chosen) {
    const left = data.digested.map((name, place) => (paper.sections.includes(name) && !chosen.has(name) ? 2 ** place : 0));
    const number = left.reduce((sum, bit) => sum + bit, paper.leftOut);
    return `${data.digest}-${paper.letter}${number ? number.toString(16) : ""}`;
  }

  /** @param {string} text @param {number} limit */
  function shortened(text, limit) {
    const letters = [...text];
    return letters.length > limit ? `${letters.slice(0, limit).join("")}…` : text;
  }

  /**
   * The keys of what is kept, in the paper's order. Sections that cite others are there once for each choice of these.
   * @param {SheetData} data
   * @param {Paper} paper
   * @param {Set<string>} chosen
   */
  function keys(data, paper, chosen) {
    const kept = paper.sections.filter((name) => chosen.has(name));
    if (paper.handedOver) return kept.map((name) => `${name}-handed-over`);
    const left = data.cited.filter((name) => !kept.includes(name));
    return kept.map((name) => (data.citing.includes(name) ? [name, ...left].join("-without-") : name));
  }

  /** @param {Paper} paper @param {Record<string, string>} hire @param {boolean} room @returns {Fact[]} */
  function facts(paper, hire, room) {
    const all = paper.facts.map(([key, label, ofRole, when]) => {
      const value = hire[key] || ofRole;
      return { label, value, when, wide: alwaysWide.includes(key) || cells(value) > widest };
    });
    const shown = all.filter(({ value, when }) => value || when === "always" || (room && when === "room"));
    return shown.map(({ label, value, wide }) => ({ label, value, wide }));
  }

  /** Two facts a row; a wide one has its row to itself, and so has one without a neighbour. @param {Fact[]} all */
  function rows(all) {
    /** @type {Fact[][]} */
    const made = [];
    /** @type {Fact[]} */
    let open = [];
    for (const fact of all) {
      if (fact.wide && open.length) {
        made.push(open);
        open = [];
      }
      open.push(fact);
      if (fact.wide || open.length === 2) {
        made.push(open);
        open = [];
      }
    }
    return open.length ? [...made, open] : made;
  }

  return { words };
})();
