"""A coded study for other coding programs and back: REFI-QDA project exchange, which
NVivo, MAXQDA, ATLAS.ti and QualCoder read and write.
"""
