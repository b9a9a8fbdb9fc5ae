"""What changed between two reports: matched, told, written."""
