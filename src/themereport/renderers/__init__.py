"""The built-in renderers: one file a format."""
