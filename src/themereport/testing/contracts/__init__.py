"""Contracts: what renderers, readers and consumers must do, as classes that pytest runs."""
