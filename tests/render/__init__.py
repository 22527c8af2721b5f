"""An answer becomes a message; a phone's screen is measured."""
