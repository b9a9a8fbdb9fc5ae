"""The version of the package; that of the schema is `themereport.schema`'s."""

__all__ = ["__version__"]

__version__ = "0.1.0"
"""The version of the package, by Semantic Versioning."""
