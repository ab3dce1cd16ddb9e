"""Where things are in a plan: sentences, headings, contents, sections and their roles,
passages.
"""
