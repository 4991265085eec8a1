"""What a run came to, for programs and people: one module a format."""
