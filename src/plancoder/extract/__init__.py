"""Plan file to Document: one reader a format, layout apart from reading."""
