"""What is wrong with a text or a report, as values: code, place, words, fix."""
