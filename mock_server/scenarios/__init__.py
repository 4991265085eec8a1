"""Starting states told in neutral words, and the Saudi word lists that fill them."""
