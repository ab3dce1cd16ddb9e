"""The published 2017 tables, what is odd about them, and the list of forces, as data with a loader."""

from plancoder.reference.forces import Force, Tile, load_forces, load_tiles

__all__ = ["Force", "Tile", "load_forces", "load_tiles"]
