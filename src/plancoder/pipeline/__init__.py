"""The stages in order, many plans at once; turns one plan's error into a Failure."""
