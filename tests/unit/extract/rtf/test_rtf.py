r"""RTF files: styles, lists, tables, notes, boxes, code pages, what no reader sees, and
files made to do harm.
"""

from __future__ import annotations

import time

import pytest

from plancoder.errors import (
    BadPageRange,
    DamagedFile,
    NoText,
    PlanError,
    TooManyCharacters,
)
from plancoder.extract.options import ExtractOptions
from plancoder.extract.rtf import tokens
from plancoder.extract.rtf.read import read_rtf

STYLES = (
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0\sbasedon0 heading 1;}"
    r"{\s2 Heading 2;}{\s3\sbasedon2 My own;}{\s4 Title;}{\s5 caption;}{\s6 Quote;}"
    r"{\s7\outlinelevel2 By outline;}{\*\cs9 Heading 3 Char;}}"
)


def rtf(body: str, head: str = STYLES) -> bytes:
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{head}" + body + "}").encode("cp1252")


def outline(body: str, head: str = STYLES) -> list[str]:
    document = read_rtf(rtf(body, head))
    return [
        f"{b.kind.value}{b.level or ''}: {document.text[b.start : b.end]}"
        for b in document.blocks
    ]


def test_headings_by_style_outline_level_and_bold() -> None:
    body = (
        r"\pard\s4 The plan\par \pard\s1\outlinelevel0 Aims\par \pard\s2 Means\par"
        r" \pard\s3 Based\par \pard\s7 Outlined\par \pard Text.\par"
        r" \pard\outlinelevel3 Deep\par \pard\s1\outlinelevel9 No heading.\par"
        r" \pard{\b Money}\par \pard{\b0 The budget is one crown.}\par"
        r" \pard\s5 Table 1\par \pard\s6 Lit lanes, kind words.\par"
    )
    assert outline(body) == [
        "heading1: The plan",
        "heading1: Aims",
        "heading2: Means",
        "heading2: Based",
        "heading3: Outlined",
        "paragraph: Text.",
        "heading4: Deep",
        "paragraph: No heading.",
        "heading5: Money",
        "paragraph: The budget is one crown.",
        "caption: Table 1",
        "paragraph: Lit lanes, kind words.",
    ]


def test_lists_have_the_marks_that_are_printed() -> None:
    body = (
        r"\pard\ls1{\listtext\f1 \u61623\'b7\tab}walk\par"
        r" \pard\ls2{\listtext 1.\tab}first\par {\listtext 2.\tab}second\par"
        r" \pard\ls2\ilvl1{\listtext (a)\tab}deeper\par"
        r" \pard{\pntext\'95\tab}old\par {\pntext o\tab}older\par"
        r" \pard\ls3 no mark\par \pard\s1{\listtext 4\tab}Numbered\par"
        r" \pard \bullet  typed by hand\par \pard plain\par"
    )
    assert outline(body) == [
        "bullet1: walk",
        "bullet1: 1. first",
        "bullet1: 2. second",
        "bullet2: (a) deeper",
        "bullet1: old",
        "bullet1: older",
        "bullet1: no mark",
        "heading1: 4 Numbered",
        "bullet1: typed by hand",
        "paragraph: plain",
    ]


def cells(body: str) -> list[tuple[int | None, int | None, int | None, str]]:
    document = read_rtf(rtf(body))
    return [
        (b.table, b.row, b.column, document.text[b.start : b.end])
        for b in document.blocks
    ]


def test_tables_and_their_merged_cells() -> None:
    row = r"\trowd\trleft-100\cellx1000\cellx2000\cellx3010 "
    body = (
        row
        + r"\pard\intbl r0c0\cell r0c1\cell r0c2\cell\row"
        + r"\trowd\trleft-100\cellx1000\clvmgf\cellx3000 \pard\intbl r1c0\cell wide\cell\row"
        + row.replace(r"\cellx2000", r"\clvmrg\cellx2000")
        + r"\pard\intbl one\par two\cell\cell r2c2\cell\row"
        + r"\pard Between.\par"
        + r"\trowd\cellx10\cellx20 \pard\intbl a\cell b\cell\row \trowd\cellx10\cellx20 \pard\intbl c\cell d\cell\row"
    )
    assert cells(body) == [
        (0, 0, 0, "r0c0"),
        (0, 0, 1, "r0c1"),
        (0, 0, 2, "r0c2"),
        (0, 1, 0, "r1c0"),
        (0, 1, 1, "wide"),
        (0, 2, 0, "one"),
        (0, 2, 0, "two"),
        (0, 2, 2, "r2c2"),
        (None, None, None, "Between."),
        (1, 0, 0, "a"),
        (1, 0, 1, "b"),
        (1, 1, 0, "c"),
        (1, 1, 1, "d"),
    ]


def test_a_wide_cell_in_front_moves_what_follows() -> None:
    body = (
        r"\trowd\cellx1000\cellx2000\cellx3000 \pard\intbl a\cell b\cell c\cell\row"
        r"\trowd\cellx2000\cellx3000 \pard\intbl wide\cell last\cell\row\pard"
    )
    assert cells(body)[3:] == [(0, 1, 0, "wide"), (0, 1, 2, "last")]


def test_tables_in_tables_and_boxes_drawn_as_tables_are_text() -> None:
    box = r"\trowd\cellx9000 \pard\intbl In a frame\par {\pntext\'95\tab}walk\cell\row\pard\par"
    nested = (
        r"\trowd\cellx10\cellx20 \pard\intbl out\cell \pard\intbl\itap2 in\nestcell"
        r" side\nestcell{\*\nesttableprops\trowd\cellx5\cellx9\nestrow}{\nonesttables\par}"
        r"\pard\intbl tail\cell\row \pard\intbl x\cell y\cell\row\pard"
    )
    assert cells(box + nested) == [
        (None, None, None, "In a frame"),
        (None, None, None, "walk"),
        (0, 0, 0, "out"),
        (0, 0, 1, "in"),
        (0, 0, 1, "side"),
        (0, 0, 1, "tail"),
        (0, 1, 0, "x"),
        (0, 1, 1, "y"),
    ]


def test_a_table_that_breaks_off_keeps_its_words() -> None:
    assert [each[-1] for each in cells(r"\pard\intbl a\cell b\cell c")] == list("abc")


@pytest.mark.parametrize(
    "body",
    [
        r"Open{\v secret}.",
        r"Open\v secret\v0 .",
        r"Open{\v\b secret {\i secret}}.",
        r"Open{\v secret\plain }.",
        r"Open\v secret\plain .",
        r"Open{\deleted secret}.",
        r"Open{\*\revtbl secret;}.",
        r"Open{\mvf secret}.",
        r"Open{\*\unknown secret{\b secret}}.",
        r"{\header secret}{\footerr secret}{\info{\title secret}}Open.",
        r"Open{\field{\*\fldinst INCLUDE secret}{\fldrslt .}}",
        r"Open{\*\annotation secret}{\xe secret}{\tc secret}.",
        r"Open{\v{\footnote secret}}{\deleted{\footnote secret}}.",
        r"Open{\upr{secret}{\*\ud .}}",
        r"Open{\pict\wmetafile8 0102736563726574}.",
        r"Open{\b\pict\wmetafile8 736563726574 secret}.",
        r"Open{\*\shppict{\pict{\*\picprop secret}\bin6 secret}}.",
        r"Open{\pict\bin9 }}}}secret}.",
        r"Open\bin6 secret.",
        r"{\object{\*\objdata 736563}{\result Open.}}",
        r"Open{\shp{\*\shpinst{\sp{\sn secret}{\sv secret}}}{\shprslt secret}}.",
        r"Open{\fonttbl{\f0\fcharset0 secret;}}{\stylesheet{\s1 secret;}}.",
        r"Open.} secret {\rtf1 secret",
    ],
)
def test_what_no_reader_sees_is_no_text(body: str) -> None:
    assert read_rtf(rtf(body)).text == "Open."


def test_inserted_text_is_kept_and_a_deleted_end_joins_paragraphs() -> None:
    body = (
        r"We will {\deleted not }{\revised always }help.\par"
        r" Two halves {\deleted\par}of one.\par"
    )
    assert outline(body) == [
        "paragraph: We will always help.",
        "paragraph: Two halves of one.",
    ]


def test_notes_and_boxes_follow_their_paragraph() -> None:
    body = (
        r"\pard\s1 Noted{\super\chftn{\footnote\pard\plain{\super\chftn} A note.\par Two.}}"
        r" here\par"
        r" \pard Around {\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv b}}{\shptxt \pard{\pntext\'95\tab}In the"
        r" box\par}}{\shprslt{\*\do{\dptxbxtext twice\par}}}}it.\par"
        r" {\*\do\dobxpage{\dptxbxtext\pard Old box\par}}After."
    )
    assert outline(body) == [
        "heading1: Noted here",
        "paragraph: A note.",
        "paragraph: Two.",
        "paragraph: Around it.",
        "bullet1: In the box",
        "paragraph: After.",
        "paragraph: Old box",
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \u8217?s \u8364\'80\'80", "café ’s €€"),
        (r"\uc2\u8217\'92\'92s {\uc0\u8217 s}\u8217??s", "’s ’s’s"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f1\'cf\'f0}{\f2 \'82\'6c\'82\'72}{\f4\'fb}", "ПрＭＳű"),
        (r"co\_operate\~now\tab here\line there\-fore \emdash  \ldblquote a\rdblquote", "co-operate now here therefore — “a”"),
        (r"\{a\}\\b", r"{a}\b"),
        (r"one\page two", "one two"),
        (r"broken\unknown123 word\* and \'zz on", "brokenword and zz on"),
        ("over\r\nlines", "overlines"),
    ],
)  # fmt: skip
def test_characters(body: str, text: str) -> None:
    fonts = (
        r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}"
        r"{\f3\fcharset2 D;}{\f4\fcharset1\cpg1250 E;}}"
    )
    assert read_rtf(rtf(body, fonts)).text == text


def test_paragraphs_end_at_marks_and_line_ends_with_a_backslash() -> None:
    assert outline("One.\\\nTwo.\\\r\nThree.\\sect Four.") == [
        "paragraph: One.",
        "paragraph: Two.",
        "paragraph: Three.",
        "paragraph: Four.",
    ]


def test_no_pages_and_no_text() -> None:
    with pytest.raises(BadPageRange, match="no page marks"):
        read_rtf(rtf("x"), pages=(1,))
    with pytest.raises(NoText):
        read_rtf(rtf(r"{\pict 0102}"))


HUGE = 200_000_000


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (rb"{\rtf1 We help", DamagedFile, "breaks off"),
        (rb"{\rtf1 We {\b help", DamagedFile, "2 of its groups"),
        (rb"{\rtf1 {\pict 010203", DamagedFile, "breaks off"),
        (rb"{\rtf1 We{\pict\bin99999 help}}", DamagedFile, "breaks off"),
        (rb"{\rtf1 We\bin99999999999999999999 help}", DamagedFile, "breaks off"),
        (rb"{\rtf1 We help\pict 010203}", DamagedFile, "no group of its own"),
        (rb"{\rtf1 " + b"{" * HUGE, DamagedFile, "nests more than"),
        (rb"{\rtf1 {\pict " + b"{" * HUGE, DamagedFile, "nests more than"),
    ],
    ids=lambda value: str(value[:20]) if isinstance(value, bytes) else None,
)
def test_what_cannot_be_read_is_named(
    data: bytes, error: type[PlanError], says: str
) -> None:
    begun = time.process_time()
    with pytest.raises(error, match=says) as caught:
        read_rtf(data)
    assert caught.value.remedy
    assert time.process_time() - begun < 10


def test_large_pictures_cost_little() -> None:
    picture = b"0123456789abcdef" * 8 + b"\r\n"
    data = rb"{\rtf1 Lit{\pict\pngblip " + picture * 300_000 + rb"} lanes.}"
    begun = time.process_time()
    assert read_rtf(data).text == "Lit lanes."
    assert time.process_time() - begun < 10


def test_too_many_marks_and_characters_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = ExtractOptions(max_characters=1_000)
    with pytest.raises(TooManyCharacters, match="limit is 1,000"):
        read_rtf(rtf("homeless " * 300), options=options)
    with pytest.raises(TooManyCharacters, match="limit is 1,000"):
        read_rtf(rtf(r"homeless\par " * 150), options=options)
    monkeypatch.setattr(tokens, "_MOST_MARKS", 1_000)
    for body in (r"\par" * 2_000, "{}" * 2_000, r"{\pict" + "{}" * 2_000 + "}"):
        with pytest.raises(TooManyCharacters, match="marks of RTF"):
            read_rtf(rtf(body))


@pytest.mark.parametrize(
    "body",
    [
        r"\u\uc-5\uc\b1\f999999999\fcharset\s-1\ilvl-3\ls\outlinelevel\cellx\row\cell\nestcell We help",
        r"{\stylesheet{\s1\sbasedon2 a;}{\s2\sbasedon1 b;}}\s1 We help",
        r"\ansicpg0\ansicpg99999\ansicpg65001 We help",
        r"{\footnote}{\shptxt}{\listtext}{\upr}{\*\ud}\footnote We help",
        r"\info\header We help",
    ],
)
def test_nonsense_does_no_harm(body: str) -> None:
    assert "We help" in read_rtf(rtf(body)).text


# As Word writes it, with what it writes around every word.
WORDY = rb"""{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\stshfloch31506{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman{\*\falt Times};}{\f3\fbidi \froman\fcharset2\fprq2{\*\panose 05050102010706020507}Symbol;}
{\flomajor\f31500\fbidi \froman\fcharset0\fprq2 Times New Roman;}{\f38\fbidi \froman\fcharset238\fprq2 Times New Roman CE;}}{\colortbl;\red0\green0\blue0;}{\*\defchp \f31506\fs22 }{\*\defpap \ql }\noqfpromote
{\stylesheet{\ql \li0\ri0\sa160 \rtlch\fcs1 \af0\afs22 \ltrch\fcs0 \f31506\fs22 \snext0 \sqformat \spriority0 Normal;}{\s1\ql \sb240\keepn\widctlpar\outlinelevel0 \rtlch\fcs1 \af0 \ltrch\fcs0 \f31502\fs32 \sbasedon0 \snext0 \slink15 \sqformat \spriority9 heading 1;}{\*\cs10 \additive \ssemihidden Default Paragraph Font;}{\*\ts11\tsrowd\trftsWidthB3 Normal Table;}{\s16\ql\sbasedon0 \snext16 List Paragraph;}}
{\*\listtable{\list\listtemplateid-1{\listlevel\levelnfc23{\leveltext\leveltemplateid1\'01\u-3913 ?;}{\levelnumbers;}\f3 }{\listname ;}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}{\*\pgptbl {\pgp\ipgp0}}{\*\rsidtbl \rsid1}{\mmathPr\mmathFont34}{\info{\title secret}{\author X}}{\*\xmlnstbl {\xmlns1 http://x}}\paperw11906{\*\pnseclvl1\pnucrm{\pntxta .}}
\pard\plain \ltrpar\s1\ql \outlinelevel0 \rtlch\fcs1 \af0 \ltrch\fcs0 \f31502 {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 \hich\af31502\dbch\af31501\loch\f31502 Our }{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid2 \hich\af31502\dbch\af31501\loch\f31502 aims\par }
\pard\plain \ltrpar\ql {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 We\rquote ll {\*\bkmkstart a}help{\*\bkmkend a}.\par {\listtext\pard\plain\ltrpar \s16 \rtlch\fcs1 \af0\afs22 \ltrch\fcs0 \f3\fs22\insrsid1 \loch\af3\dbch\af0\hich\f3 \'b7\tab}}\pard \ltrpar\s16\ql \fi-360\li720\ilvl0\ls1\adjustright {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 Lit lanes\par }
\pard \ltrpar\ql {\rtlch\fcs1 \ltrch\fcs0 \v\insrsid1 secret}{\rtlch\fcs1 \ltrch\fcs0 \deleted\revauthdel1\insrsid1 secret}{\field\fldedit{\*\fldinst {\rtlch TOC \\o secret}}{\fldrslt {\rtlch\fcs1 \ltrch\fcs0 Result}}}\sectd \ltrsect {\rtlch\fcs1 \par }
\ltrrow\trowd \irow0\irowband0\ltrrow\ts11\trgaph108\trleft-108\trbrdrt\brdrs\trftsWidth1\tblind0 \clvertalt\clbrdrt\brdrs\cltxlrtb\clftsWidth3\clwWidth4508\clshdrawnil \cellx4400\clvertalt\clftsWidth3\clwWidth4508\cellx8908\pard \ltrpar\ql\intbl\yts11 {\rtlch\fcs1 \ltrch\fcs0 a\cell b\cell }\pard\plain \ltrpar\ql\intbl {\rtlch\fcs1 \trowd \irow0\ltrrow\ts11\trleft-108\cellx4400\cellx8908\row \ltrrow}\trowd \irow1\lastrow\trleft-108\cellx4400\cellx8908\pard \ltrpar\intbl {c\cell d\cell }\pard\plain\intbl {\trowd \irow1\lastrow\trleft-108\cellx4400\cellx8908\row }\pard \ltrpar {\rtlch End.}{\*\themedata 504b}{\*\datastore 0105}}"""


def test_a_file_as_word_writes_it() -> None:
    document = read_rtf(WORDY)
    assert [
        (b.kind.value, b.row, b.column, document.text[b.start : b.end])
        for b in document.blocks
    ] == [
        ("heading", None, None, "Our aims"),
        ("paragraph", None, None, "We’ll help."),
        ("bullet", None, None, "Lit lanes"),
        ("paragraph", None, None, "Result"),
        ("table_cell", 0, 0, "a"),
        ("table_cell", 0, 1, "b"),
        ("table_cell", 1, 0, "c"),
        ("table_cell", 1, 1, "d"),
        ("paragraph", None, None, "End."),
    ]
