"""Two matrices or two coders to figures: reliability, comparison with published
tables.
"""
