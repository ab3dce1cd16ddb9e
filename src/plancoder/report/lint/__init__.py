"""What disagrees in printed tables of ticks: rows exchanged, impossible dates, ticks
for a plan that does not exist.
"""
