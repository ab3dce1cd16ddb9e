"""PowerPoint files to Document."""
