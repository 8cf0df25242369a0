// What a page or a search shows, as a Word or an Excel file: a Word file with headings and numbers that Word counts, a
// workbook with a row an item. Every text is text, whatever it begins with. The same blocks give the same bytes. Pure.
"use strict";

const rolebookOffice = (() => {
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const TYPES = "application/vnd.openxmlformats-officedocument";
  const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const FONT = "Microsoft YaHei";
  /** Characters that no XML can hold. */
  const NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  /** Characters (of UTF-16) that a cell of Excel holds, and that the name of a sheet does. */
  const CELL = 32_767, NAME = 31;
  const COLUMNS = ["栏目", "序号", "内容", "来源", "适用于"];
  /** @type {Record<string, string>} */
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

  /** @param {string} text */
  const escaped = (text) => text.replace(NOT_XML, "").replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

  /**
   * A package of Office: its parts, what kind each is of, and which of them the main one (the first) refers to.
   * @param {string} kind of the main part, after the name of the format
   * @param {[string, string, string][]} parts name, kind, text
   */
  function packaged(kind, parts) {
    const encoder = new TextEncoder();
    const [[main]] = parts;
    const folder = main.slice(0, main.indexOf("/") + 1);
    const relations = parts.slice(1).map(
      ([name, type], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${name.slice(folder.length)}"/>`,
    );
    const overrides = parts.map(
      ([name, type]) => `<Override PartName="/${name}" ContentType="${TYPES}.${kind}.${type === "officeDocument" ? (kind === "spreadsheetml" ? "sheet.main" : "document.main") : type}+xml"/>`,
    );
    /** @type {[string, string][]} */
    const all = [
      ["[Content_Types].xml", `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`],
      ["_rels/.rels", `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="${main}"/></Relationships>`],
      [`${folder}_rels/${main.slice(folder.length)}.rels`, `<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`],
      ...parts.map(([name, , text]) => /** @type {[string, string]} */ ([name, text])),
    ];
    return rolebookZip.zip(all.map(([name, text]) => [name, encoder.encode(HEAD + text)]));
  }

  /** @param {string} text @param {string} [style] @param {string} [properties] */
  function paragraph(text, style = "", properties = "") {
    const named = style ? `<w:pStyle w:val="${style}"/>` : "";
    return `<w:p><w:pPr>${named}${properties}</w:pPr><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  }

  /** @param {string} id @param {string} name @param {number} points @param {string} more of its w:pPr */
  const headingStyle = (id, name, points, more) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>${more}</w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="${2 * points}"/><w:szCs w:val="${2 * points}"/></w:rPr></w:style>`;

  const STYLES =
    `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${FONT}" w:eastAsia="${FONT}" w:hAnsi="${FONT}" w:cs="${FONT}"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="40" w:line="320" w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>` +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    headingStyle("Title", "Title", 18, "") +
    [[1, 14], [2, 12], [3, 11]].map(([level, points]) => headingStyle(`Heading${level}`, `heading ${level}`, points, `<w:outlineLvl w:val="${level - 1}"/>`)).join("") +
    "</w:styles>";

  /** Lists of Word: the first has dots, each further one numbers from where it starts. @param {number[]} starts */
  function numbering(starts) {
    /** @param {number} id @param {string} format @param {string} text */
    const list = (id, format, text) =>
      `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="480" w:hanging="480"/></w:pPr></w:lvl></w:abstractNum>`;
    const numbers = starts.map(
      (start, at) => `<w:num w:numId="${at + 2}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="${start}"/></w:lvlOverride></w:num>`,
    );
    return `<w:numbering xmlns:w="${WORD}">${list(0, "bullet", "•")}${list(1, "decimal", "%1.")}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${numbers.join("")}</w:numbering>`;
  }

  /** @param {Block[]} rows of one table */
  function wordTable(rows) {
    const columns = Math.max(...rows.map(({ cells }) => cells.length));
    const width = Math.floor(9638 / columns);
    const edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/>`);
    const body = rows.map(({ cells, head }) => {
      const shown = Array.from({ length: columns }, (_, at) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(cells[at] ?? "")}</w:tc>`);
      return `<w:tr><w:trPr><w:cantSplit/>${head ? "<w:tblHeader/>" : ""}</w:trPr>${shown.join("")}</w:tr>`;
    });
    return `<w:tbl><w:tblPr><w:tblW w:w="${width * columns}" w:type="dxa"/><w:tblBorders>${edges.join("")}</w:tblBorders></w:tblPr><w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(columns)}</w:tblGrid>${body.join("")}</w:tbl>${paragraph("")}`;
  }

  /** @param {Block[]} blocks */
  function word(blocks) {
    /** @type {number[]} where each numbered list starts */
    const starts = [];
    const body = blocks.map((one, at) => {
      const before = blocks[at - 1];
      const { kind, level, number, prefix, cells } = one;
      if (kind === "row") {
        if (before?.kind === "row" && !one.head) return "";
        const end = blocks.findIndex((other, place) => place > at && (other.kind !== "row" || other.head));
        return wordTable(blocks.slice(at, end < 0 ? undefined : end));
      }
      if (kind === "heading") return paragraph(prefix + cells[0], level < 2 ? "Title" : `Heading${Math.min(level - 1, 3)}`);
      if (kind === "item") return paragraph(cells[0], "", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
      if (kind !== "numbered") return paragraph(prefix + cells[0]);
      if (before?.kind !== "numbered" || before.number + 1 !== number) starts.push(number);
      return paragraph(cells[0], "", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${starts.length + 1}"/></w:numPr>`);
    });
    const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
    return packaged("wordprocessingml", [
      ["word/document.xml", "officeDocument", `<w:document xmlns:w="${WORD}"><w:body>${body.join("")}${page}</w:body></w:document>`],
      ["word/styles.xml", "styles", STYLES],
      ["word/numbering.xml", "numbering", numbering(starts)],
    ]);
  }

  /**
   * What the sheets of a workbook hold: the items, a row each, and each table as it is, called by the heading above it.
   * @param {Block[]} blocks
   * @returns {{name: string, rows: (string | number)[][]}[]}
   */
  function sheets(blocks) {
    /** @type {(string | number)[][]} */
    const items = [];
    /** @type {{name: string, rows: (string | number)[][]}[]} */
    const tables = [];
    /** @type {string[]} the headings above, by level */
    let path = [];
    let title = "";
    for (const { kind, level, number, prefix, cells, head, under, sources, owners } of blocks) {
      const text = prefix + cells[0];
      if (kind === "heading" && level < 2) title = text;
      else if (kind === "heading") path = [...Array.from({ length: level }, (_, at) => path[at] ?? ""), text];
      else if (kind === "row") {
        if (head || !tables.length) tables.push({ name: path.filter(Boolean).at(-1) ?? title, rows: [] });
        tables[tables.length - 1].rows.push(sources === undefined ? cells : [...cells, sources || (head ? "来源" : "")]);
      } else if (kind !== "remark") {
        items.push([under ?? path.filter(Boolean).join(" · "), kind === "numbered" ? number : "", text, sources ?? "", owners ?? ""]);
      }
    }
    return [...(items.length || !tables.length ? [{ name: "条款", rows: [COLUMNS, ...items] }] : []), ...tables];
  }

  /** A1, B1 … AA1. @param {number} column from 0 @param {number} row from 1 */
  function place(column, row) {
    let letters = "";
    for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
    return letters + row;
  }

  /** At most so many units of UTF-16, and no half of a pair. @param {string} text @param {number} longest */
  const cut = (text, longest) => text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");

  /** @param {(string | number)[][]} rows the first is the head */
  function worksheet(rows) {
    const columns = Math.max(...rows.map((row) => row.length));
    const widths = Array.from({ length: columns }, (_, at) => {
      const longest = Math.max(...rows.map((row) => String(row[at] ?? "").length));
      return `<col min="${at + 1}" max="${at + 1}" width="${Math.min(60, 4 + 2 * longest)}" customWidth="1"/>`;
    });
    const lines = rows.map((row, at) => {
      const cells = row.map((value, column) => {
        const where = `<c r="${place(column, at + 1)}" s="${at ? 1 : 2}"`;
        if (typeof value === "number") return `${where}><v>${value}</v></c>`;
        return `${where} t="inlineStr"><is><t xml:space="preserve">${escaped(cut(value, CELL))}</t></is></c>`;
      });
      return `<row r="${at + 1}">${cells.join("")}</row>`;
    });
    const range = `A1:${place(columns - 1, rows.length)}`;
    return `<worksheet xmlns="${EXCEL}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${lines.join("")}</sheetData><autoFilter ref="${range}"/></worksheet>`;
  }

  /** @param {Block[]} blocks */
  function excel(blocks) {
    const found = sheets(blocks);
    /** @type {Set<string>} */
    const taken = new Set();
    const names = found.map(({ name }) => {
      const wanted = cut(name.replace(/[[\]:*?/\\]/g, " ").replace(/^'+|'+$/g, "").trim(), NAME - 3) || "表";
      let called = wanted;
      for (let number = 2; taken.has(called.toLowerCase()); number += 1) called = `${wanted} ${number}`;
      taken.add(called.toLowerCase());
      return called;
    });
    const listed = names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
    /** @param {string} more */
    const format = (more) => `<xf numFmtId="49" fontId="${more ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"${more}><alignment vertical="top" wrapText="1"/></xf>`;
    const fonts = `<fonts count="2"><font><sz val="11"/><name val="${FONT}"/></font><font><b/><sz val="11"/><name val="${FONT}"/></font></fonts>`;
    const styles = `<styleSheet xmlns="${EXCEL}">${fonts}<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>${format("")}${format(' applyFont="1"')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
    return packaged("spreadsheetml", [
      ["xl/workbook.xml", "officeDocument", `<workbook xmlns="${EXCEL}" xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`],
      ...found.map(({ rows }, at) => /** @type {[string, string, string]} */ ([`xl/worksheets/sheet${at + 1}.xml`, "worksheet", worksheet(rows)])),
      ["xl/styles.xml", "styles", styles],
    ]);
  }

  return { word, excel, sheets };
})();
