"""Document and Codebook to Codings: passages, section roles, priority statements,
matching.
"""
