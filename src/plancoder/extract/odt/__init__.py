"""OpenDocument texts to Document."""
