"""The command line: one file a group of verbs, each a client of what lies below."""
