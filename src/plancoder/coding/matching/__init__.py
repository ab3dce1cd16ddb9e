"""Terms of a codebook found in text: exact, near, and misspelt."""
