"""Why a statement holds, and why a thing is not in an answer."""
