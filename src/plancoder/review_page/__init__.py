"""The review page: a small server for one reviewer's browser on this machine, and the
same page as one offline file.
"""
