"""The built-in readers: one file a format, each in front of a private engine."""
