"""Why a thing is missing from an answer: a query cut into its conditions, and what the thing has instead."""
