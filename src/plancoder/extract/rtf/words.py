"""Control words of RTF that matter for the text: what is no text, what stands for a
character, and which code page a font's letters are in.
"""

from __future__ import annotations

# Groups that hold no text of the document: pictures, running heads, settings, entries
# of an index, the code of fields, and what stands in for a drawing that is read itself.
NO_TEXT = frozenset(
    {
        "pict", "nonshppict", "shprslt", "objdata", "objclass", "objname",
        "header", "headerl", "headerr", "headerf",
        "footer", "footerl", "footerr", "footerf",
        "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
        "colortbl", "filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl",
        "pgptbl", "info", "fldinst", "xe", "tc", "tcn", "rxe", "txe", "sp",
        "nonesttables", "private", "pntxta", "pntxtb", "pnseclvl", "leveltext",
        "levelnumbers", "mmathPr", "annotation", "atnid", "atnauthor", "atrfstart",
        "atrfend", "docvar", "template", "generator", "themedata", "datastore",
        "latentstyles", "colorschememapping", "falt", "panose", "fontemb", "keycode",
    }
)  # fmt: skip
# Groups marked as unknown to old programs (`\*`) that hold text all the same.
STARRED_TEXT = frozenset({"shpinst", "do", "ud", "moMath", "cs"})
# Text that hangs on a paragraph: notes and boxes.
ASIDE = frozenset({"footnote", "shptxt", "dptxbxtext"})
CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    r"\~": " ",
    r"\_": "-",
    r"\{": "{",
    r"\}": "}",
    "\\\\": "\\",
}
# Code page by the number of a font's character set.
SYMBOL = "symbol"
CHARSETS = {
    0: "cp1252",
    2: SYMBOL,
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
