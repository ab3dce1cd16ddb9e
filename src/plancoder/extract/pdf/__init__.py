"""PDF to Document: words, lines, fonts, tables, scans."""
