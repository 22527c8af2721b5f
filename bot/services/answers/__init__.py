"""What readers are told: a module for each of their commands, and what several of them tell."""
