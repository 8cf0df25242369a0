// The words of a Word file, read in the page: its paragraphs, those of headers and footers too. Nothing is sent.
"use strict";

const rolebookWordWords = (() => {
  const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
  const READ = /^word\/(?:document|header|footer)\d*\.xml$/;
  /** Bytes of a file, and of what its parts unpack to. */
  const LARGEST = 50_000_000;
  const END = 0x06054b50, ENTRY = 0x02014b50;

  /**
   * The entries of a zip file: name, how it is packed, where its data lies.
   * @param {DataView} view
   * @returns {{name: string, method: number, start: number, size: number}[]}
   */
  function entries(view) {
    let end = view.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
    if (end < 0) throw new Error("no zip file");
    const found = [];
    let at = view.getUint32(end + 16, true);
    for (let number = view.getUint16(end + 10, true); number > 0; number -= 1) {
      if (view.getUint32(at, true) !== ENTRY) throw new Error("no directory");
      const [named, more, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
      const local = view.getUint32(at + 42, true);
      const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, named));
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      found.push({ name, method: view.getUint16(at + 10, true), start, size: view.getUint32(at + 20, true) });
      at += 46 + named + more + comment;
    }
    return found;
  }

  /** @param {Uint8Array<ArrayBuffer>} packed @param {number} method @param {number} room bytes that it may become */
  async function unpacked(packed, method, room) {
    if (method === 0) return packed;
    if (method !== 8) throw new Error("unknown method");
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.getReader();
    const pieces = /** @type {Uint8Array<ArrayBuffer>[]} */ ([]);
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > room) throw new Error("too large");
      pieces.push(value);
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }

  /** Whether a run is not shown in print. @param {Element | null} run */
  function hidden(run) {
    const marks = [...(run?.children ?? [])].filter((one) => one.localName === "rPr").flatMap((one) => [...one.children]);
    const mark = marks.find((one) => one.localName === "vanish");
    return mark !== undefined && !["0", "false", "off"].includes(mark.getAttributeNS(mark.namespaceURI, "val") ?? "");
  }

  /** The paragraphs of a part. @param {string} xml @returns {string[]} */
  function paragraphs(xml) {
    const tree = new DOMParser().parseFromString(xml, "application/xml");
    if (tree.querySelector("parsererror")) throw new Error("no XML");
    return [WORD, STRICT].flatMap((space) =>
      [...tree.getElementsByTagNameNS(space, "p")].map((paragraph) =>
        [...paragraph.getElementsByTagNameNS(space, "t")]
          .filter((text) => !hidden(text.closest("r") ?? text.parentElement))
          .map((text) => text.textContent)
          .join(""),
      ),
    );
  }

  /**
   * @param {ArrayBuffer} file
   * @returns {Promise<string[]>} rejected where it is no Word file, or a damaged one
   */
  async function read(file) {
    if (file.byteLength > LARGEST) throw new Error("too large");
    const lines = /** @type {string[]} */ ([]);
    let room = LARGEST;
    for (const { name, method, start, size } of entries(new DataView(file))) {
      if (!READ.test(name)) continue;
      const bytes = await unpacked(new Uint8Array(file, start, size), method, room);
      room -= bytes.byteLength;
      lines.push(...paragraphs(new TextDecoder().decode(bytes)));
    }
    if (!lines.some((line) => line.trim())) throw new Error("no text");
    return lines;
  }

  return { read };
})();
