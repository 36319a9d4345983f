"""Data that others bring, held against the shapes of this project."""
