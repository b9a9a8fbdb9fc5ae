"""What a good editor would say of a valid report: one rule, one class, one file."""
