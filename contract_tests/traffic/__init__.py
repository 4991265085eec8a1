"""Traffic that others made, recorded or passing by, held to a document exchange by exchange."""
