"""Word files to Document."""
