"""The form of a report: its outline, and the way between model and document."""
