"""What a careful reader of the review should know: what is missing, in conflict, or rests on little."""
