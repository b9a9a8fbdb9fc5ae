"""Hypothesis strategies for valid values: one module a concept, as the models have them."""
