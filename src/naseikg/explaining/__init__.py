"""Why a statement holds: a proof, with the findings and sentences behind its leaves."""
