"""Steps from one version of the schema to the next and back, one file each, on plain dicts.

A step knows the fields by name and not by model, so that it stays what it is when the models
change.
"""
