"""The published 2017 tables, what is odd about them, and the list of forces, as data
with a loader.
"""

from plancoder.reference.anomalies import (
    Anomaly,
    Certainty,
    Disagreement,
    load_a_versus_c,
    load_anomalies,
)
from plancoder.reference.forces import Force, Tile, load_forces, load_tiles
from plancoder.reference.headlines import Headline, load_headlines
from plancoder.reference.published import PublishedMatrix, PublishedRow, load_published

__all__ = [
    "Anomaly",
    "Certainty",
    "Disagreement",
    "Force",
    "Headline",
    "PublishedMatrix",
    "PublishedRow",
    "Tile",
    "load_a_versus_c",
    "load_anomalies",
    "load_forces",
    "load_headlines",
    "load_published",
    "load_tiles",
]
