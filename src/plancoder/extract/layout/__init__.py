"""Page layout: words in, blocks in reading order out. Pure: knows no PDF library."""
