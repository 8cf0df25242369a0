// What may stand on a sheet about a hire, judged as rolebook/sheets/hires/hire.py does it, and what the law says of
// probation. Patterns, limits and sentences are those of Python: sheet-rules.js hands them over.
// Pure: no document, no events, nothing kept.
"use strict";

/**
 * @typedef {{message: string, hint: string, rule: string}} Fault what is wrong with a value, what to do, and the rule's name
 * @typedef {[string, string, string]} Sentence a message with places in braces, a hint, and the rule's name
 * @typedef {{
 *   limits: Record<string, number>,
 *   patterns: Record<"invisible" | "compatible" | "date" | "place" | "span" | "forbidden" | "devices", string>,
 *   years: [number, number], private: [string, string, boolean, string[]][], digits: string[], broken: string, names: Record<string, string>, unnamed: string,
 *   sentences: Record<"hidden" | "long" | "private" | "date", Sentence>,
 *   widest: number, firstWide: string, alwaysWide: string[],
 *   longestRunning: number, longestNumber: number, roomForNumber: string, numerals: string[],
 *   longestPart: number, longestOfFour: number, ofLines: string[], ending: string, nextLine: string, annex: string, atNoEnd: string}} SheetRules made by rolebook/sheets/form_rules.py; patterns are for the flag `u`
 */

const rolebookHire = (() => {
  const SIX_MONTHS = 6, LONGEST_SIX_MONTHS = 184, DAYS_OF_A_MONTH = 30;
  const { limits, patterns, years, broken, names, unnamed, sentences, ...rules } = window.rolebookSheetRules;
  const INVISIBLE = new RegExp(patterns.invisible, "u");
  const COMPATIBLE = new RegExp(patterns.compatible, "u");
  const DATE = new RegExp(patterns.date, "u");
  const PRIVATE = rules.private.map(([pattern, what, luhn, notIn]) => ({ pattern: new RegExp(pattern, "gu"), what, luhn, notIn }));

  /** @param {string} letter one character */
  const invisible = (letter) => INVISIBLE.test(letter);

  /** @param {Sentence} sentence @param {Record<string, string | number>} values @returns {Fault} */
  function fault([message, hint, rule], values) {
    return { message: message.replace(/\{(\w+)\}/g, (_, key) => String(values[key])), hint, rule };
  }

  /**
   * Without white space at the ends, composed; compatibility ideographs stay as typed. A field of lines keeps its lines.
   * @param {string} value @param {string} [key] the field
   */
  function cleaned(value, key = "") {
    const lines = rules.ofLines.includes(key) ? value.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean) : [value];
    const runs = lines.join("\n").trim().split(COMPATIBLE);
    return runs.map((run) => (COMPATIBLE.test(run) ? run : run.normalize("NFC"))).join("");
  }

  /** The year, month and day that a text names, or null where there is no such day. @param {string} value */
  function day(value) {
    const match = DATE.exec(value.normalize("NFKC"));
    if (!match) return null;
    const [year, month, date] = match.slice(1).map(Number);
    const made = new Date(Date.UTC(year, month - 1, date));
    const real = made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
    return real && year >= years[0] && year <= years[1] ? [year, month, date] : null;
  }

  /** 2026年12月1日, or nothing where the text is no date. @param {string} value */
  function chineseDate(value) {
    const found = day(value);
    return found ? `${found[0]}年${found[1]}月${found[2]}日` : "";
  }

  /** Whether the last digit is the one that Luhn's sum gives. @param {string} text */
  function provesItself(text) {
    const digits = [...text].filter((letter) => /[0-9]/.test(letter)).map(Number).reverse();
    const sum = digits.reduce((total, digit, place) => {
      const counted = digit * (1 + (place % 2));
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
    return sum % 10 === 0;
  }

  /** The value of a decimal digit of any script: scripts have theirs in runs of ten. @param {string} letter */
  function decimal(letter) {
    const code = Number(letter.codePointAt(0));
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((code - first) % 10);
  }

  /** The value with digits from 0 to 9 only, and with Chinese numerals as digits too. @param {string} value */
  function readings(value) {
    const plain = value.normalize("NFKC").replace(/\p{Nd}/gu, decimal);
    const numerals = [...plain].map((letter) => {
      const digit = rules.digits.findIndex((same) => same.includes(letter));
      return digit < 0 ? letter : String(digit);
    });
    return [plain, numerals.join("")];
  }

  /** What private data a value holds, each kind once. @param {string} key @param {string} value */
  function privateNumbers(key, value) {
    const texts = readings(value);
    const held = PRIVATE.filter(({ pattern, luhn, notIn }) => {
      if (notIn.includes(key)) return false;
      const found = texts.flatMap((text) => text.match(pattern) ?? []);
      return luhn ? found.some(provesItself) : found.length > 0;
    });
    return new Set(held.map(({ what }) => what));
  }

  /**
   * What is wrong with a cleaned value. A faulty value is not put on the sheet.
   * @param {string} key the field
   * @param {string} value
   * @param {Sentence} [date] what is said of a text that is no date
   * @returns {Fault[]}
   */
  function faults(key, value, date = sentences.date) {
    if (rules.ofLines.includes(key)) value = value.replace(/\n/g, " ");
    const letters = [...value];
    const hidden = [...new Set(letters.filter((letter) => invisible(letter) || letter === broken))];
    const found = hidden.map((letter) => {
      const code = Number(letter.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0");
      return fault(sentences.hidden, { what: names[letter] ?? unnamed, code: `U+${code}` });
    });
    const limit = limits[key];
    if (letters.length > limit) found.push(fault(sentences.long, { length: letters.length, limit }));
    for (const what of privateNumbers(key, value)) found.push(fault(sentences.private, { what }));
    if (key === "start" && value && !hidden.length && !day(value)) {
      const shown = letters.length > 24 ? `${letters.slice(0, 24).join("")}…` : value;
      found.push(fault(date, { value: shown }));
    }
    return found;
  }

  const DIGITS = "零一二三四五六七八九";
  const NUMBER = "([0-9]+(?:\\.[0-9]+)?|[零一二两三四五六七八九十]+|半)";

  /** @param {string} text Arabic or Chinese, up to 九十九 */
  function number(text) {
    if (text === "半") return 0.5;
    if (/^[0-9]/.test(text)) return Number(text);
    const [tens, ones] = text.includes("十") ? text.split("十") : ["零", text];
    const digit = (/** @type {string} */ letter) => (letter === "两" ? 2 : Math.max(0, DIGITS.indexOf(letter)));
    return (tens === "" ? 1 : digit(tens)) * 10 + (ones ? digit(ones) : 0);
  }

  /**
   * Whether a probation lasts more than six months: 七个月, 一年, 六个半月, 200 天, 2026-12-01 至 2027-08-31. What does not say
   * how long it is counts as short.
   * @param {string} probation
   * @param {string} start the first day, for a probation that names its last day only
   */
  function overSixMonths(probation, start) {
    const text = probation.normalize("NFKC");
    const dates = [...text.matchAll(/[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?/g)].map((match) => day(match[0]));
    if (dates.length) {
      const last = dates[dates.length - 1];
      const first = dates.length > 1 ? dates[0] : day(start);
      if (!first || !last) return false;
      return Date.UTC(last[0], last[1] - 1, last[2]) >= Date.UTC(first[0], first[1] - 1 + SIX_MONTHS, first[2]);
    }
    let sum = 0;
    for (const [, count, half, unit, halfAfter] of text.matchAll(new RegExp(`${NUMBER}\\s*个?(半?)(年|月)(半?)`, "g"))) {
      sum += (number(count) + (half || halfAfter ? 0.5 : 0)) * (unit === "年" ? 12 : 1);
    }
    for (const [, count, unit] of text.matchAll(new RegExp(`${NUMBER}\\s*个?(周|星期|礼拜|天|日)`, "g"))) {
      const days = number(count) * (unit === "天" || unit === "日" ? 1 : 7);
      // Six months have up to 184 days: no fewer are held against anyone.
      sum += days > LONGEST_SIX_MONTHS ? days / DAYS_OF_A_MONTH : Math.min(SIX_MONTHS, days / DAYS_OF_A_MONTH);
    }
    return sum > SIX_MONTHS;
  }

  /** What the law says where a probation is too long, else nothing. @param {string} probation @param {string} start */
  function probationRemark(probation, start) {
    if (!overSixMonths(probation, start)) return "";
    return (
      "试用期超过六个月。《劳动合同法》第十九条：劳动合同期限三个月以上不满一年的，试用期不得超过一个月；一年以上不满三年的，" +
      "不得超过二个月；三年以上固定期限和无固定期限的，不得超过六个月。"
    );
  }

  return { invisible, cleaned, faults, chineseDate, probationRemark };
})();
