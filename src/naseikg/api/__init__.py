"""The verbs as functions of Python; the package itself offers them all."""
