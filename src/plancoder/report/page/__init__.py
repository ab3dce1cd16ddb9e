"""report.html: one page with everything of a report, without a network."""
