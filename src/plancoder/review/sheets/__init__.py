"""Sheets that reviewers fill in: dealt out, read back, and checked row by row."""
