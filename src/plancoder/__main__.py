"""`python -m plancoder` is the same as `plancoder`."""

from plancoder.cli import main

if __name__ == "__main__":
    main()
