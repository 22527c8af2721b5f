"""The text itself: cleaned with a way back, in sentences, in words."""
