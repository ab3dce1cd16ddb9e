"""Plain text and Markdown to Document."""
