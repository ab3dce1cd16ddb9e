"""The design of each invented plan, and the slips in the text layer of the scanned one."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape
from sample_kit import Look

LOOKS = {
    "saltmarch-2017": Look(
        title="Police and Crime Plan 2017-2021", force="Saltmarch Constabulary", header="Safer shores, stronger towns",
        footer="Police and Crime Commissioner for Saltmarch", accent="#12466b", second="#e3eff4", third="#c8642b",
        family="Vera", size=10.2, soft=True,
    ),
    "harrowdene-2013": Look(
        title="Police and Crime Panel, 7 March 2013", force="Harrowdene 2013–2017", header="Police and Crime Plan",
        footer="Office of the Police and Crime Commissioner for Harrowdene", accent="#3d5a2c", second="#eef2e2", third="#9a6a1c",
        family="Helvetica", size=12, banner="rule", justify=True, bullet="■",
    ),
    "saltmarch-2013": Look(
        title="Police and Crime Plan April 2013 to March 2017", force="Saltmarch", header="A county kept safe", footer="Police and Crime Plan",
        accent="#5b2a4e", second="#f3eaf1", third="#2f7f86", family="Helvetica", size=11, page=landscape(A4), gutter=24, margin=50,
    ),
    "harrowdene-2016": Look(
        title="Safe, heard and believed", force="Harrowdene 2016–2020", header="Police and Crime Plan", footer="Shire House, Market Harrow",
        accent="#274b3a", second="#f6efe0", third="#b3541e", family="Helvetica", size=11.4, side="right", side_first=False, justify=True,
    ),
    "dyffryn-eirlas-2017": Look(
        title="Police and Crime Plan 2017-2021", force="Dyffryn Eirlas", header="Cynllun Heddlu a Throseddu · Police and Crime Plan",
        footer="Comisiynydd Heddlu a Throseddu · Police and Crime Commissioner", accent="#7a1f2b", second="#fbeee9", third="#3c6e57",
        family="Vera", size=10.2, banner="rule", soft=True, bullet="–",
    ),
    "council": Look(
        title="Panel", force="Harrowdene Police and Crime Panel", header="7 March 2013", footer="Agenda pack", accent="#222222",
        second="#f1f1f1", third="#555555", family="Times", size=12.4, banner="plain", margin=64,
    ),
    "dyffryn-eirlas-2013": Look(
        title="Police and Crime Plan 2013-2017", force="Dyffryn Eirlas", header="Police and Crime Plan 2013–2017",
        footer="Commissioner’s Office, Pont Eirlas", accent="#30343b", second="#ececec", third="#5b5b5b", family="Times", size=12.6,
        banner="plain", margin=66, hyphens=False,
    ),
    "quillshire-2013": Look(
        title="Scan", force="Quillshire", header="Police and Crime Plan 2013–2018", footer="Quillshire", accent="#333333", second="#eeeeee",
        third="#666666", family="Times", size=13, banner="plain", margin=70,
    ),
}  # fmt: skip

SLIPS = {
    "dyffryn-eirlas-2013": {
        "Protecting vulnerable people": "Protecting vulnerab1e people",
        "Tackling domestic abuse": "Tackling domestlc abuse",
        "concern domestic abuse": "concern domestic ahuse",
        "alcohol misuse": "alcohol rnisuse",
        "early intervention": "early interventlon",
        "our communities": "our cornmunities",
        "ninety vulnerable": "ninety vu1nerable",
        "difficulties": "dif ficulties",
        "mental health": "menta1 health",
    },
}
