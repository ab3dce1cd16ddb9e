"""Study folder to objects and back: the only room that knows file names."""
