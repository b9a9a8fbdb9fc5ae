"""The codes of diagnostics, a file for each family."""
