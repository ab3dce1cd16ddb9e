"""The plan's own priority statements."""
