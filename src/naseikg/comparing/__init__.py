"""Cycling tests held against each other, and ranked only where they are comparable."""
