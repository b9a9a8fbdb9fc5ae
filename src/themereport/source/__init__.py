"""Source texts: decoding, positions, spans and edits."""
