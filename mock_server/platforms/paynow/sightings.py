"""What PayNow's answers show of a shop: settings only, no cart, product or customer."""

from mock_server.commerce.sightings import Readers

READERS: Readers = {}
