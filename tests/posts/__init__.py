"""Notes in channels as editors set them up with /posts, and /why."""
