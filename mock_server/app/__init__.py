"""Puts the parts together: settings, documents, platforms, shops and the app that serves them."""
