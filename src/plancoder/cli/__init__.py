"""Parse, call, print, exit: the only room that knows typer and rich."""
