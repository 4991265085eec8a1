"""The contract suites: they ask any server over HTTP whether it keeps a platform's document."""
