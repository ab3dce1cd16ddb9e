"""Tables that pass through spreadsheets: safe cells, CSV written and read back whatever
Excel did to it.
"""
