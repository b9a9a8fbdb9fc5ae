"""The version of the package; that of the schema is `themereport.schema`'s."""

__version__ = "0.1.0"
