"""Stories: what happens to a thing from its beginning to its end, told in requests."""
