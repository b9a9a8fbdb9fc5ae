"""PDF: pages for print and screen, tagged for screen readers."""
