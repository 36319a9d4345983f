"""Adding sources to a built graph at the cost of what they bring, not of what is there."""
