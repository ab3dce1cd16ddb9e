"""The published 2017 tables and the force list, as data with a loader."""
