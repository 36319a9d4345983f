"""The verbs of the command line, a family a module; each module adds its verbs to the parser and runs them."""
