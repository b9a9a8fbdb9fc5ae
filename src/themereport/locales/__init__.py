"""The words of reports in each language: catalogs, labels, synonyms."""
