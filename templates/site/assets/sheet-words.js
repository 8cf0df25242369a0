// What stands on the sheet of one hire: the same rules as rolebook/sheets/facts.py, printed.py and sections.py, with the
// limits that sheet-rules.js hands over. Pure.
"use strict";

/**
 * @typedef {"always" | "room" | "filled"} When a fact is printed: always, where there must be room to write, where filled in
 * @typedef {[string, string, string, When]} RoleFact key, label, value, when
 * @typedef {{title: string, organisation: string, role: string, documentNumber: string, annex: boolean, facts: RoleFact[], sections: string[],
 *   statements: [string, string], citing: string[], cited: string[], digest: string, letter: string, digested: string[], parts: [string, string][],
 *   pictures: [string, string][]}} SheetData
 * @typedef {{label: string, value: string, wide: boolean}} Fact
 * @typedef {{rows: Fact[][], kept: Set<string>, places: Record<string, string>}} Words rows of facts; keys of the sections
 *   that are kept; what goes into the other places
 */

const rolebookWords = (() => {
  const { widest, firstWide, alwaysWide, longestRunning, longestNumber, roomForNumber, patterns } = window.rolebookSheetRules;
  const PLACE = new RegExp(patterns.place, "gu");

  /** @param {string} value two for what is wide, roughly */
  const cells = (value) => [...value].reduce((sum, letter) => sum + (letter >= firstWide ? 2 : 1), 0);

  /**
   * @param {SheetData} data
   * @param {Record<string, string>} hire values by field, without faulty ones
   * @param {Set<string>} chosen names of sections
   * @param {boolean} annexed whether the texts of the rules are asked for; they follow only what lists them
   * @returns {Words}
   */
  function words(data, hire, chosen, annexed = false) {
    const follow = annexed && chosen.has("rules");
    const blank = !Object.entries(hire).some(([key, value]) => key !== "company" && value);
    const running = hire.name ? `${data.title} · ${shortened(hire.name, longestRunning)}` : data.title;
    return {
      rows: rows(facts(data, hire, blank || data.annex)),
      kept: follow ? keys(data, chosen).add("annex") : keys(data, chosen),
      places: {
        statement_text: data.statements[follow ? 1 : 0],
        digest: code(data, chosen),
        document_number: data.documentNumber.replace(PLACE, () => shortened(hire.employee_no, longestNumber) || roomForNumber),
        organisation: hire.company || data.organisation,
        running,
      },
    };
  }

  /**
   * The sheet's code: the digest, the paper's letter, and a number whose bits are what was left out, as
   * rolebook/model/sheet_code.py makes it. What the form never shows is always left out.
   * @param {SheetData} data
   * @param {Set<string>} chosen
   */
  function code(data, chosen) {
    const left = data.digested.map((name, place) => (data.sections.includes(name) && !chosen.has(name) ? 2 ** place : 0));
    const number = left.reduce((sum, bit) => sum + bit, 0);
    return `${data.digest}-${data.letter}${number ? number.toString(16) : ""}`;
  }

  /** @param {string} text @param {number} limit */
  function shortened(text, limit) {
    const letters = [...text];
    return letters.length > limit ? `${letters.slice(0, limit).join("")}…` : text;
  }

  /**
   * Sections that cite others are there once for each choice of these.
   * @param {SheetData} data
   * @param {Set<string>} chosen
   */
  function keys(data, chosen) {
    const left = data.cited.filter((name) => !chosen.has(name));
    return new Set([...chosen].map((name) => (data.citing.includes(name) ? [name, ...left].join("-without-") : name)));
  }

  /** @param {SheetData} data @param {Record<string, string>} hire @param {boolean} room @returns {Fact[]} */
  function facts(data, hire, room) {
    const all = data.facts.map(([key, label, ofRole, when]) => {
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
