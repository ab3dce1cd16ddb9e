"""Names that look unused to vulture and are not, each with who uses it.

Only what code outside of src, a library or the shape of a data file asks for. What
nobody uses is to be deleted, not listed here.
"""

# Python looks these up by name.
_missing_
__getattr__
__class__
__signature__
__annotations__

# typer calls these, and reads the choices of these enumerations.
format_commands
ctx
PDFPLUMBER
OFF
CATEGORY

# The Python API: called by its users.
open_study
load
passages
matrix
statements
summary
plans

# Settings of documents and archives: python-docx, reportlab and zipfile read them.
author
autofit
compress_type
created
modified
left_margin
right_margin
top_margin
bottom_margin
page_height
page_width
orientation
footer_distance
vertical_alignment
height_rule
space_after
alignment
keep_with_next
page_break_before

# Jinja2's template asks for it.
quote_of

# PyYAML reads this class attribute.
yaml_implicit_resolvers

# Columns of rules.csv, read by name.
kappa_without
supported
unjudged

# Columns of the reference tables of 2017, loaded whole.
LIKELY
appendix_a
appendix_c
computed_percent
denominator
numerator
ons_code
published_percent
published_text
reproduced

# Checked against the published example and the library of that name.
krippendorff_alpha

# The front door of the reader, for those who have a path and no study.
read_document
