"""What the explorer in the browser reads, and its page."""
