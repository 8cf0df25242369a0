// A zip file of stored entries, all of one date: the same bytes for the same entries on any day. Pure.
"use strict";

const rolebookZip = (() => {
  const JANUARY_1980 = 0x21;
  const VERSION = 20;
  const UTF_8 = 0x800;
  const ORDINARY_FILE = 0o600 << 16;
  const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
    let value = start;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });

  /** @param {Uint8Array} bytes */
  function checksum(bytes) {
    let value = 0xffffffff;
    for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  }

  /** Numbers of two bytes (16) or four (32), little end first. @param {[16 | 32, number][]} numbers */
  function header(numbers) {
    const bytes = new Uint8Array(numbers.reduce((sum, [bits]) => sum + bits / 8, 0));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const [bits, value] of numbers) {
      if (bits === 16) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += bits / 8;
    }
    return bytes;
  }

  /**
   * @param {[string, Uint8Array][]} entries they stand in the file in the order of their names
   * @returns {Uint8Array<ArrayBuffer>}
   */
  function zip(entries) {
    const encoder = new TextEncoder();
    /** @type {Uint8Array[]} */
    const files = [];
    /** @type {Uint8Array[]} */
    const directory = [];
    let offset = 0;
    for (const [name, bytes] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const label = encoder.encode(name);
      /** @type {[16 | 32, number][]} */
      const common = [
        [16, VERSION], [16, label.length > name.length ? UTF_8 : 0], [16, 0], [16, 0], [16, JANUARY_1980], [32, checksum(bytes)],
        [32, bytes.length], [32, bytes.length], [16, label.length], [16, 0],
      ];
      files.push(header([[32, 0x04034b50], ...common]), label, bytes);
      directory.push(
        header([[32, 0x02014b50], [16, VERSION], ...common, [16, 0], [16, 0], [16, 0], [32, ORDINARY_FILE], [32, offset]]),
        label,
      );
      offset += 30 + label.length + bytes.length;
    }
    const size = directory.reduce((sum, piece) => sum + piece.length, 0);
    const count = files.length / 3;
    const end = header([[32, 0x06054b50], [16, 0], [16, 0], [16, count], [16, count], [32, size], [32, offset], [16, 0]]);
    return joined([...files, ...directory, end]);
  }

  /** @param {Uint8Array[]} pieces */
  function joined(pieces) {
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  return { zip };
})();
