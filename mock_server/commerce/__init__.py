"""Rules that commerce platforms share; what differs between them is a field."""
