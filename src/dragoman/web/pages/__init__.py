"""What each page shows: a module a page, from what was asked to a typed record."""
