"""The built graph and the questions put to it."""
