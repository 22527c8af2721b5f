"""Files to read, made here: PDFs of any length with and without a text layer, encrypted ones, broken ones."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[str], *, title: str = "", author: str = "") -> bytes:
    """A PDF with these texts as its pages, line by line (Latin letters alone); an empty one is a picture."""
    kids = range(4, 4 + 2 * len(pages), 2)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for kid, page in zip(kids, pages, strict=True):
        drawn = _drawn(page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
            + f" /Contents {kid + 1} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    info = len(objects) + 1
    objects.append(
        b"<< /Title (" + title.encode("latin-1") + b") /Author (" + author.encode("latin-1") + b") >>"
    )
    return _file(objects, f"/Root 1 0 R /Info {info} 0 R")


def locked_pdf() -> bytes:
    """A PDF that opens with a password alone."""
    zero = "00" * 32
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 0 /Kids [] >>",
        f"<< /Filter /Standard /V 1 /R 2 /P -44 /O <{zero}> /U <{zero}> >>".encode(),
    ]
    return _file(objects, f"/Root 1 0 R /Encrypt 3 0 R /ID [<{zero}> <{zero}>]")


def _drawn(page: str) -> bytes:
    if not page:
        return b"0 0 m 100 100 l S"
    lines = [_escaped(line) for line in page.split("\n")]
    return b"BT /F 10 Tf 50 800 Td 12 TL " + b" ".join(b"(" + line + b") Tj T*" for line in lines) + b" ET"


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
