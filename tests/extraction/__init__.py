"""A text becomes dated statements."""
