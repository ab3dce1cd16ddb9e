"""From a coded study to everything an author prints: every file of a report is a pure
function of `ReportData`.
"""
