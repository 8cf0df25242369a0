// Zip files. Those made here have stored entries, all of one date: the same bytes for the same entries on any day. Pure.
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

  /**
   * The entries of a zip file, each with what gives its bytes. Throws where it is no zip file; what gives the bytes rejects
   * those that are damaged, packed otherwise than by deflation, or more than the directory says.
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @returns {Map<string, {size: number, read: () => Promise<Uint8Array>}>}
   */
  function unzip(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let end = bytes.length - 22;
    while (view.getUint32(end, true) !== 0x06054b50) end -= 1;
    const entries = new Map();
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left; left -= 1) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError("no entry");
      const [crc, packed, size] = [16, 20, 24].map((place) => view.getUint32(at + place, true));
      const [flags, method, name, extra, comment] = [8, 10, 28, 30, 32].map((place) => view.getUint16(at + place, true));
      const offset = view.getUint32(at + 42, true);
      const read = async () => {
        if (flags & 1 || (method !== 0 && method !== 8)) throw new RangeError("encrypted, or packed in another way");
        const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
        const raw = new Blob([bytes.subarray(start, start + packed)]).stream();
        const whole = new Uint8Array(size);
        let filled = 0;
        const reader = (method ? raw.pipeThrough(new DecompressionStream("deflate-raw")) : raw).getReader();
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
          whole.set(piece.value, filled); // throws where there is more
          filled += piece.value.length;
        }
        if (checksum(whole) !== crc) throw new RangeError("damaged");
        return whole;
      };
      entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), { size, read });
      at += 46 + name + extra + comment;
    }
    return entries;
  }

  return { zip, unzip };
})();
