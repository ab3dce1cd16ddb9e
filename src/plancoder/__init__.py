"""plancoder: codes policy plans against a codebook and traces every tick to a quoted
passage on a numbered page.
"""

from plancoder.version import __version__ as __version__
