"""What plans.csv could say of a plan: dates, force, kind of document, page range."""
