"""What a report is: frozen pydantic models."""
