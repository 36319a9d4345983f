"""Serving the graph: an endpoint for machines, pages for people, limits for strangers."""
