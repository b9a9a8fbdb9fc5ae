"""The schema as others see it: versions and JSON Schema."""
