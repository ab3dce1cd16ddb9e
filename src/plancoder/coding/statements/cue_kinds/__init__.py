"""The cues, by what they look at."""
