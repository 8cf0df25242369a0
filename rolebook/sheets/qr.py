"""The QR code of an address: worked out once for all layouts of a sheet, which takes longer than to draw it."""

from functools import lru_cache

import segno


@lru_cache(maxsize=1000)
def qr_code(address: str) -> segno.QRCode:
    """The code that leads to `address`, never a Micro QR code, with error correction M."""
    return segno.make(address, error="m", micro=False)
