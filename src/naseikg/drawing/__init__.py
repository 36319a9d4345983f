"""Network views as pages of their own."""
