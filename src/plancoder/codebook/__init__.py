"""The instrument: its shape, the strict reader of codebook.yaml, its checks, its
printed form.
"""
