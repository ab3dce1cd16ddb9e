"""plancoder: codes policy plans against a codebook and traces every tick to a quoted
passage on a numbered page.
"""

__version__ = "0.1.0"
