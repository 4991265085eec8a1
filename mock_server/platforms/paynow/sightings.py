"""What of a shop is read out of PayNow's answers: nothing, as none of them shows a cart."""

from mock_server.commerce.sightings import Readers

READERS: Readers = {}
