"""The schema as others see it: versions, JSON Schemas, migrations, conformance vectors."""
