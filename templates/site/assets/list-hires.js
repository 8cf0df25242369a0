// The hires of a staff list, and everything that is wrong with it: the same as rolebook/sheets/hires (columns.py, roles_meant.py,
// reading.py) says of the same rows. Pure.
"use strict";

/**
 * @typedef {{role: string, paper: string, number: string, line: number, hire: Record<string, string>}} ListOrder
 * @typedef {{text: string, column: number}} ListCell
 * @typedef {ListFinding & {key?: string}} ListSaid with the key of its column, where it is about a cell
 */

const rolebookListHires = (() => {
  const rules = window.rolebookListRules;
  const { limits, known, labels, words } = rules;
  const { filled, say, shown } = rolebookListTable;
  const form = rolebookNormalForm.normaliser(rules.variants);
  const compiled = (/** @type {string} */ flags) => Object.fromEntries(Object.entries(rules.patterns).map(([name, source]) => [name, new RegExp(source, flags)]));
  const [patterns, everywhere] = ["u", "gu"].map(compiled); // those that are searched for, and those that are replaced
  const NAMES = rules.roles.filter((role) => !role[3]).flatMap(([id, title, aliases]) => [title, id, ...aliases].map((name) => ({ name, id })));
  const KNOWN_NAMES = [...new Set(NAMES.map(({ name }) => name))];

  const LABELS = rules.headings.map(([, label]) => label).join("、");

  const keyOf = (/** @type {string} */ word) => (Object.hasOwn(known, word) ? known[word] : "");
  const visible = (/** @type {string} */ letter) => !rolebookHire.invisible(letter);
  const plain = (/** @type {string} */ text) => [...text.normalize("NFKC")].filter(visible).join("").replace(everywhere.in_heading, "").toLowerCase();
  const heading = (/** @type {string} */ text) => (keyOf(plain(text)) ? plain(text) : plain(text).replace(everywhere.months, ""));
  const MAPPED = new Map([...rules.titles].reverse().map(([title, id]) => [form(title) || title, (/** @type {ListRole} */ role) => role[0] === id]));

  const loose = (/** @type {string} */ title) => title.normalize("NFKC").replace(everywhere.in_title, "").toLowerCase();

  /** What is worked out once of each text. @template T @param {(text: string) => T} make @returns {(text: string) => T} */
  function remembered(make) {
    const known = /** @type {Map<string, T>} */ (new Map());
    return (text) => (known.has(text) ? known : known.set(text, make(text))).get(text) ?? make(text);
  }

  /** The roles that a title means, as RolesMeant.find. */
  const find = remembered((text) => {
    if (!text || [...text].length > limits.role) return [];
    const wanted = form(text);
    /** @type {((role: ListRole) => boolean)[]} */
    const rungs = [
      MAPPED.get(wanted || text) ?? (() => false),
      ([id]) => id === text,
      ([, title]) => form(title) === wanted,
      ([, , aliases]) => aliases.some((alias) => form(alias) === wanted),
      ([id]) => Object.hasOwn(rules.now, text) && id === rules.now[text],
      ([, title, aliases]) => [title, ...aliases].some((name) => loose(name) === loose(text)),
    ];
    return rules.roles.filter(rungs.find((rung) => rules.roles.some(rung)) ?? (() => false));
  });

  const nearest = remembered((text) => rolebookNearest.nearest([...text].slice(0, limits.role).join(""), KNOWN_NAMES));

  /** The lines for content/sheet.yaml, as RolesMeant.to_map. @param {string[]} titles */
  function toMap(titles) {
    const once = [...new Set(titles)];
    const unknown = once.filter((title) => titles.indexOf(title) !== titles.lastIndexOf(title) || !nearest(title) || !rolebookNearest.isSlip(title, nearest(title)));
    const told = unknown.filter((title) => [...title].length <= limits.mapped && ![...title].some(rolebookHire.invisible));
    if (!told.length) return "";
    const roles = told.slice(0, limits.named).map((title) => ({ title, id: NAMES.find(({ name }) => name === nearest(title))?.id }));
    const lines = roles.flatMap(({ title, id }) => [`  - title: ${patterns.bare.test(title) ? title : JSON.stringify(title)}`, `    role: ${id ?? "……"}`]);
    return filled(words.to_map, {
      count: unknown.length,
      under: rules.titles.length ? words.under_titles : words.in_file,
      gap: roles.some(({ id }) => !id) ? words.gap : "",
      lines: [...(rules.titles.length ? [] : ["titles:"]), ...lines].join("\n"),
    });
  }

  /** What is said of the rows that name no role. @param {(ListCell & {line: number})[]} cells */
  function unknownRoles(cells) {
    const titles = rules.roles.filter((role) => !role[3]).map(([, title]) => title);
    const more = titles.length > limits.listed ? filled(words.more_roles, { count: titles.length }) : "";
    const listed = cells.find(({ text }) => !nearest(text))?.line;
    return cells.map(({ line, column, text }, place) => {
      const all = listed === line ? filled(words.roles, { roles: titles.slice(0, limits.listed).join("、"), more }) : filled(words.roles_told, { row: listed ?? 0 });
      const values = { near: nearest(text) ? filled(words.near, { near: nearest(text) }) : all, to_map: place ? "" : toMap(cells.map((one) => one.text)) };
      return about("role", line, column, "unknown_role", { value: shown(text), ...values });
    });
  }

  /** @param {ListRow[]} rows */
  function readColumns(rows) {
    const namesHires = (/** @type {string[]} */ keys) => rules.required.every((key) => keys.includes(key));
    const place = Math.max(0, rows.slice(0, limits.above).findIndex(({ texts }) => namesHires([...texts.values()].map((text) => keyOf(heading(text))))));
    const [head, ...below] = rows.slice(place);
    const names = [...head.texts].sort((a, b) => a[0] - b[0]).map(([column, text]) => ({ column, word: heading(text), text: text.trim() }));
    const isOfAHire = (/** @type {string} */ text) => [text, ...text.split(patterns.between)].some((piece) => patterns.value.test(piece) || find(piece).length === 1);
    const keys = /** @type {Map<number, string>} */ (new Map());
    if (!names.some(({ word }) => keyOf(word)) && names.some(({ text }) => isOfAHire(text))) {
      const finding = say("no_headings", head.line, 1, { apart: names.length > 1 ? "" : words.apart, labels: LABELS });
      return { head, keys, rows: below, inMonths: false, findings: [finding] };
    }
    const findings = /** @type {ListFinding[]} */ ([]);
    for (const [key, label] of rules.headings) {
      const candidates = names.filter(({ word }) => keyOf(word) === key);
      const ours = candidates.filter(({ word }) => rules.mapped.includes(word));
      const first = candidates.filter(({ word }) => rules.first.includes(word));
      let own = ours.length ? ours : first.length ? first : candidates;
      const apart = new Set(candidates.map(({ word }) => word)).size === candidates.length;
      if (key === "role" && !ours.length && apart && candidates.length > 1) {
        const order = [...own, ...candidates.filter((one) => !own.includes(one))];
        const counts = order.map(({ column }) => below.slice(0, limits.values).filter((row) => find((row.texts.get(column) ?? "").trim()).length === 1).length);
        own = [order[counts.indexOf(Math.max(...counts))]];
      }
      own.forEach(({ column }, place) => (place ? findings.push(say("twice", head.line, column, { label, key })) : keys.set(column, key)));
      const isChosen = key === "role" && !ours.length && candidates.length > 1 && own.length === 1;
      if (isChosen) findings.push(say("chosen", head.line, own[0].column, { heading: shown(own[0].text) }));
    }
    const held = new Set(keys.values());
    for (const key of rules.required) if (!held.has(key)) findings.push(say("missing_column", head.line, 1, { label: labels[key], key }));
    const twice = new Set(findings.filter(({ rule }) => rule === "duplicate-column").map(({ column }) => column));
    const left = names.filter(({ column, word }) => !keys.has(column) && patterns.left.test(word)).map(({ column }) => column);
    const others = names.filter(({ column, word }) => word && !keys.has(column) && !twice.has(column) && !left.includes(column));
    findings.push(...unread(others, head.line, held));
    if (place > 0) findings.push(say("passed", rows[0].line, 1, { what: words.above, number: place }));
    const { kept, gone, totals } = hires(below, head, keys, left);
    if (gone.length) findings.push(say("passed", gone[0].line, left[0], { what: words.left, number: gone.length }));
    if (totals.length) findings.push(say("passed", totals[0].line, 1, { what: words.below, number: totals.length }));
    const inMonths = [...keys].some(([column, key]) => key === "probation" && patterns.months.test(plain(head.texts.get(column) ?? "")));
    return { head, keys, rows: kept, inMonths, findings };
  }

  /** @param {ListRow[]} rows @param {ListRow} head @param {Map<number, string>} keys @param {number[]} left */
  function hires(rows, head, keys, left) {
    const role = [...keys].find(([, key]) => key === "role")?.[0] ?? 0;
    const gone = rows.filter((row) => left.some((column) => (row.texts.get(column) ?? "").replace(/^[ \-/—]+|[ \-/—]+$/g, "")));
    const totals = rows.filter((row) => {
      if (!role || gone.includes(row)) return false;
      const columns = [...row.texts.keys()];
      if (!columns.some((column) => keys.has(column))) return columns.every((column) => head.texts.has(column));
      return patterns.number_of_people.test(row.texts.get(role) ?? "") && patterns.footer.test(plain(row.texts.get(Math.min(...columns)) ?? ""));
    });
    return { kept: rows.filter((row) => !gone.includes(row) && !totals.includes(row)), gone, totals };
  }

  /** @param {{column: number, word: string, text: string}[]} others @param {number} line @param {Set<string>} held */
  function unread(others, line, held) {
    const listed = (/** @type {{text: string}[]} */ cells) =>
      cells.slice(0, limits.named).map(({ text }) => `“${shown(text)}”`).join("") + (cells.length > limits.named ? filled(words.and_more, { count: cells.length }) : "");
    const hidden = others.filter(({ word }) => patterns.private.test(word));
    const foreign = others.filter((cell) => !hidden.includes(cell));
    const found = hidden.length ? [say("private", line, hidden[0].column, { headings: listed(hidden) })] : [];
    if (!foreign.length) return found;
    const meant = foreign.slice(0, limits.named).map(({ word, text }) => {
      const key = patterns.never_meant.test(word) ? "" : keyOf(rolebookNearest.nearest(word, Object.keys(known)));
      return key && !held.has(key) ? filled(words.misspelt, { heading: shown(text), label: labels[key] }) : "";
    });
    return [...found, say("unknown_column", line, foreign[0].column, { headings: listed(foreign), meant: meant.join(""), labels: LABELS })];
  }

  /** What is said of a cell in the column `key`. @param {string} key @param {number} line @param {number} column @param {string} name @param {Record<string, string | number>} values @returns {ListSaid} */
  const about = (key, line, column, name, values = {}) => ({ key, ...say(name, line, column, values) });

  /** With the column's name, and the cell's where it has one, before what is wrong. @param {ListSaid[]} findings @param {string} sheet @returns {ListFinding[]} */
  const located = (findings, sheet) => {
    const cell = (/** @type {ListFinding} */ { column, line }) => sheet && `（${sheet}!${rolebookWorkbook.letters(column)}${line}）`;
    return findings.map(({ key = "", ...one }) => (key ? { ...one, message: filled(rules.located, { label: labels[key], key, cell: cell(one), message: one.message }) } : one));
  };

  /** The orders of the rows without errors, and what is wrong with the others. @param {ListTable} table @returns {{orders: ListOrder[], findings: ListFinding[]}} */
  function read({ rows: every, findings: found, sheet = "", faults: inCells = [] }) {
    if (found.some(({ severity }) => severity === "error")) return { orders: [], findings: found };
    const { head, keys, rows, inMonths, findings: said } = readColumns(every);
    const kept = new Set([head, ...rows]);
    const passed = new Set(every.filter((row) => !kept.has(row)).map(({ line }) => line));
    const isRead = (/** @type {number} */ first, /** @type {number} */ last) => [...keys.keys()].some((column) => column >= first && column <= last);
    const touched = inCells.filter(({ finding: { line, column }, last }) => line >= head.line && !passed.has(line) && isRead(column, last));
    const findings = /** @type {ListSaid[]} */ ([...found, ...said, ...touched.map(({ finding }) => finding)]);
    if (findings.some(({ severity }) => severity === "error")) return { orders: [], findings: inOrder(findings) };
    if (!rows.length) findings.push(say("no_rows", head.line, 1));
    const orders = /** @type {ListOrder[]} */ ([]);
    const days = /** @type {ListFinding[]} */ ([]);
    const numbers = /** @type {Map<string, number>} */ (new Map());
    const unknown = /** @type {(ListCell & {line: number})[]} */ ([]);
    for (const [place, row] of rows.entries()) {
      const cells = /** @type {Record<string, ListCell>} */ ({});
      for (const [column, key] of keys) cells[key] = { column, text: rolebookHire.cleaned(row.texts.get(column) ?? "", key) };
      days.push(...understood(cells, row.line, inMonths));
      const faulty = Object.entries(cells).flatMap(([key, cell]) => faults(key, cell, row.line));
      for (const column of [...row.texts.keys()].sort((a, b) => a - b)) if (column > head.width) faulty.push(say("stray", row.line, column));
      faulty.push(...taken(cells.employee_no, row.line, numbers));
      const roles = find(cells.role.text);
      if (cells.role.text && !roles.length) unknown.push({ line: row.line, ...cells.role });
      faulty.push(...unusable(roles, cells.role, row.line), ...strange(cells, row.line));
      findings.push(...faulty);
      if (roles.length && !faulty.length) {
        const { role: _, paper: wanted, ...own } = cells; // what is made, and what is printed of the hire
        const hire = Object.fromEntries(Object.entries(own).map(([key, { text }]) => [key, key === "company" ? company(text) : text]));
        const number = String(place + 1).padStart(String(rows.length).length, "0");
        orders.push({ role: roles[0][0], paper: paper(wanted?.text ?? "")?.[0] ?? "", number, line: row.line, hire });
      }
      if (findings.length + unknown.length > limits.findings && place + 1 < rows.length) {
        findings.push(say("unchecked", rows[place + 1].line, 1));
        break;
      }
    }
    return { orders, findings: inOrder(located([...findings, ...unknownRoles(unknown), ...days.slice(0, 1)], sheet)) };
  }

  /** Writes days and months as people read them, in place. @param {Record<string, ListCell>} cells @param {number} line @param {boolean} inMonths */
  function understood({ start, probation }, line, inMonths) {
    if (inMonths && probation && patterns.few_months.test(probation.text)) probation.text += "个月";
    const value = start?.text ?? "";
    const day = patterns.counted.test(value) ? new Date(Date.parse(rules.dayOne) + Number(value) * 86_400_000).toISOString().slice(0, 10) : "";
    if (!start || !rolebookHire.chineseDate(day)) return [];
    start.text = day;
    return [say("counted", line, start.column, { value, day })];
  }

  /** @param {string} key @param {ListCell} cell @param {number} line */
  function faults(key, { text, column }, line) {
    if (!text && rules.required.includes(key)) return [about(key, line, column, "missing")];
    if (key === "role" || key === "paper") return [];
    const damaged = patterns.damaged.test(text) || (key === "employee_no" && patterns.fraction.test(text));
    const found = damaged ? [about(key, line, column, "damaged", { value: shown(text) })] : [];
    return [...found, ...rolebookHire.faults(key, text, rules.noDate).map((fault) => ({ key, severity: "error", line, column, ...fault }))];
  }

  /** @param {ListCell | undefined} cell @param {number} line @param {Map<string, number>} numbers */
  function taken(cell, line, numbers) {
    if (!cell?.text) return [];
    const row = numbers.get(cell.text.toLowerCase()) ?? line;
    numbers.set(cell.text.toLowerCase(), row);
    return row === line ? [] : [about("employee_no", line, cell.column, "taken", { value: shown(cell.text), row })];
  }

  /** @param {ListRole[]} roles @param {ListCell} cell @param {number} line */
  function unusable(roles, { text, column }, line) {
    if (roles.length === 1) return roles[0][3] ? [about("role", line, column, "retired", { value: shown(text) })] : [];
    return roles.length ? [about("role", line, column, "ambiguous", { value: shown(text), roles: roles.map(([id, title]) => `${title}（${id}）`).join("、") })] : [];
  }

  const paper = (/** @type {string} */ text) => rules.papers.find(([id]) => id === text) ?? rules.papers.find(([, title]) => text && form(title) === form(text));
  const company = (/** @type {string} */ text) => (rules.companies.find(([id]) => id === text) ?? rules.companies.find(([, name]) => form(name) === form(text)))?.[1] ?? "";

  /** A paper or a company that there is none of. @param {Record<string, ListCell>} cells @param {number} line */
  function strange(cells, line) {
    const { paper: cell, company: employer } = cells;
    const found = [];
    const meant = cell?.text && paper(cell.text);
    if (meant && !meant[2]) found.push(about("paper", line, cell.column, "unsigned_paper", { title: meant[1] }));
    const titles = rules.papers.map(([, title]) => title).join("、");
    const values = { value: shown(cell?.text ?? ""), titles, default: paper(rules.default)?.[1] ?? "" };
    if (cell?.text && !meant) found.push(about("paper", line, cell.column, "unknown_paper", values));
    if (employer?.text && !company(employer.text)) found.push(about("company", line, employer.column, "unknown_company", { value: shown(employer.text) }));
    return found;
  }

  /** By severity, row, column, rule and wording; equal ones once. @param {ListFinding[]} findings */
  function inOrder(findings) {
    const once = [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
    const said = (/** @type {ListFinding} */ one) => `${one.rule}\0${one.message}`;
    return once.sort((a, b) => rules.ranks[a.severity] - rules.ranks[b.severity] || a.line - b.line || a.column - b.column || (said(a) < said(b) ? -1 : 1));
  }

  return { read };
})();
