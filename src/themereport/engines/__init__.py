"""The same work on engines that exist: a module each, with an extra of its name."""
