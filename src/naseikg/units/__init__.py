"""Units of measurement: reading how they are written, converting exactly, writing no more digits than are known."""
