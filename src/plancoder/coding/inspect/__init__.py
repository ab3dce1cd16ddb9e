"""Looking into a coded plan: why a cell is ticked, words in context, words the codebook
lacks.
"""
