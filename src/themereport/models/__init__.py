"""What a report is: frozen pydantic models of schema 1.0."""
