"""PNG, JPEG and WebP: whether a picture is whole, and how many pixels it has, told without unpacking it into memory."""

import struct
import zlib
from collections.abc import Iterator

from rolebook.words.wording import Wording

MAX_PIXELS = 25_000_000
"""5000 × 5000: 200 MB at most, at 16 bits a colour, where somebody decodes it."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Values of a pixel, by a PNG's type of colour."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""The seven passes of an interlaced PNG: first column, first row, and the steps between columns and rows."""
_PIECE = 1 << 16
_SIZES_OF_JPEG = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that says how large a JPEG is."""
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers without a segment."""


class Fault(Exception):
    """What is wrong with a picture, and how to mend it; line and column count from 1."""

    def __init__(self, message: Wording, hint: Wording, line: int = 1, column: int = 1) -> None:
        super().__init__(message.en)
        self.message, self.hint = message, hint
        self.line, self.column = line, column


def check_raster(form: str, data: bytes) -> None:
    """Raise Fault unless `data` is a whole `png`, `jpeg` or `webp` of sane size."""
    readers = {"png": _png, "jpeg": _jpeg, "webp": _webp}
    try:
        width, height = readers[form](data)
    except (struct.error, IndexError, zlib.error):
        raise _broken(form) from None
    if not width or not height:
        raise _broken(form)
    _few_pixels(width, height)


def _few_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        zh = f"图片有 {width}×{height} 个像素，超过 {MAX_PIXELS // 10_000} 万"
        said = Wording(zh, f"{width} by {height} pixels, more than {MAX_PIXELS}")
        raise Fault(said, Wording("请缩小图片，再放入。", "Make the picture smaller."))


def _broken(form: str) -> Fault:
    name = form.upper()
    return Fault(
        Wording(f"这不是完整的 {name} 图片", f"not a whole {name} picture"),
        Wording(
            "文件可能已损坏，或扩展名与内容不符。请用看图程序打开，另存为这种格式，再放入。",
            "It may be damaged, or of another format than its name says. Open it and save it anew in this format.",
        ),
    )


def _png(data: bytes) -> tuple[int, int]:
    """Width and height, after every chunk was proved by its checksum and the pixels were counted."""
    if not data.startswith(_SIGNATURE):
        raise _broken("png")
    chunks = _chunks(data)
    name, head = next(chunks, (b"", b""))
    if name != b"IHDR" or len(head) != struct.calcsize(">IIBBBBB"):
        raise _broken("png")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", head)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        raise _broken("png")
    _few_pixels(width, height)
    wanted = _unpacked(width, height, depth * _CHANNELS[colour], interlaced=bool(interlaced))
    unpacking, size, palette, ended = zlib.decompressobj(), 0, colour != 3, False
    for name, body in chunks:
        palette = palette or name == b"PLTE"
        ended = name == b"IEND"
        rest = body if name == b"IDAT" else b""
        while rest and not unpacking.eof and size <= wanted:
            size += len(unpacking.decompress(rest, _PIECE))
            rest = unpacking.unconsumed_tail
    if not ended or not palette or size < wanted:
        raise _broken("png")
    return width, height


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of every chunk of a PNG, up to and with the last."""
    place = len(_SIGNATURE)
    while place < len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size]
        (checksum,) = struct.unpack_from(">I", data, place + 8 + size)
        if zlib.crc32(name + body) != checksum:
            raise _broken("png")
        yield name, body
        if name == b"IEND":
            return
        place += 12 + size


def _unpacked(width: int, height: int, bits: int, *, interlaced: bool) -> int:
    """Bytes of the pixels of a PNG once unpacked: each row has a byte in front that says how it was filtered."""
    if not interlaced:
        return height * (1 + (width * bits + 7) // 8)
    total = 0
    for left, top, right, down in _ADAM7:
        columns, rows = -(-(width - left) // right), -(-(height - top) // down)
        total += rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0
    return total


def _jpeg(data: bytes) -> tuple[int, int]:
    """Width and height, where the segments lead to the pixels and an end is marked."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise _broken("jpeg")
    place, found = 2, (0, 0)
    while True:
        if data[place] != 0xFF:
            raise _broken("jpeg")
        marker = data[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker in _ALONE:
            place += 2
            continue
        (size,) = struct.unpack_from(">H", data, place + 2)
        if marker in _SIZES_OF_JPEG:
            height, width = struct.unpack_from(">HH", data, place + 5)
            found = width, height
        if size < 2:
            raise _broken("jpeg")
        place += 2 + size
        if marker == 0xDA:  # from here on pixels
            break
    if data.find(b"\xff\xd9", place) < 0:
        raise _broken("jpeg")
    return found


def _webp(data: bytes) -> tuple[int, int]:
    """Width and height, of any of the three forms."""
    tag, size, form = struct.unpack_from("<4sI4s", data)
    if (tag, form) != (b"RIFF", b"WEBP") or size + 8 > len(data):
        raise _broken("webp")
    (kind, length) = struct.unpack_from("<4sI", data, 12)
    if 20 + length > len(data):
        raise _broken("webp")
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[place : place + 3], "little") + 1 for place in (24, 27))
        return width, height
    if kind == b"VP8L" and data[20] == 0x2F:
        (packed,) = struct.unpack_from("<I", data, 21)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise _broken("webp")
