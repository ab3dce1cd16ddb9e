"""Rich Text Format to Document."""
