"""The seeds: their form, and what ships."""
