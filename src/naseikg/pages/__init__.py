"""The static site, what stands on each of its pages, and the server that shows it on this machine."""
