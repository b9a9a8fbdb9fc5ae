"""Pictures of a report, as SVG: the logic of its drivers, its directions, its risks."""
