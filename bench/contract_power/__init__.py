"""What contract suites catch: defects planted on purpose, and harmless changes."""
