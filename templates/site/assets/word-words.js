// The words of a Word file, read in the page: its paragraphs, those of headers and footers too. Nothing is sent.
"use strict";

const rolebookWordWords = (() => {
  const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
  const READ = /^word\/(?:document|header|footer)\d*\.xml$/;
  /** Bytes of a file, and of what its parts unpack to. */
  const LARGEST = 50_000_000;

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
    for (const [name, { size, read: unpacked }] of rolebookZip.unzip(new Uint8Array(file))) {
      if (!READ.test(name)) continue;
      room -= size;
      if (room < 0) throw new Error("too large");
      lines.push(...paragraphs(new TextDecoder().decode(await unpacked())));
    }
    if (!lines.some((line) => line.trim())) throw new Error("no text");
    return lines;
  }

  return { read };
})();
