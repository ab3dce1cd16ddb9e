"""Saved web pages to Document."""
