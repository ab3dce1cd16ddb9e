"""Codings and Decisions to Review: sheets, the log of decisions, anchoring, the local
review page.
"""
