"""Draws docs/images/procedural-digits.png: twenty examples of each class of ProceduralDigits.

The test `contactSheetIsWrittenWhereAsked` writes the images as raw rows, twenty of each class in
the order of the classes:
    L2L_CONTACT_SHEET=/tmp/digits.raw swift test --filter contactSheet
    python Tests/Oracles/contact_sheet.py /tmp/digits.raw docs/images/procedural-digits.png
"""

import struct
import sys
import zlib

SIDE, ACROSS, GAP, ZOOM = 28, 20, 2, 2


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


raw = open(sys.argv[1], "rb").read()
count = len(raw) // SIDE**2
down = -(-count // ACROSS)
cell = SIDE + GAP
width, height = ACROSS * cell + GAP, down * cell + GAP
sheet = [bytearray([96]) * width for _ in range(height)]
for image in range(count):
    top, left = GAP + image // ACROSS * cell, GAP + image % ACROSS * cell
    for row in range(SIDE):
        start = (image * SIDE + row) * SIDE
        sheet[top + row][left:left + SIDE] = bytes(255 - b for b in raw[start:start + SIDE])
rows = b"".join(
    (b"\0" + bytes(b for b in row for _ in range(ZOOM))) * ZOOM for row in sheet)
with open(sys.argv[2], "wb") as png:
    png.write(b"\x89PNG\r\n\x1a\n")
    png.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width * ZOOM, height * ZOOM, 8, 0, 0, 0, 0)))
    png.write(chunk(b"IDAT", zlib.compress(rows, 9)))
    png.write(chunk(b"IEND", b""))
