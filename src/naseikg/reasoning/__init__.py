"""The ontology, the rules made from it, what follows, and the proof that it does."""
