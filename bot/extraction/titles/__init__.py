"""Proposes titles: from an agreement and its action, or in a few words of the text."""
