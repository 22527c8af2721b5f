"""How fast it is: appends, rebuilds, answers, the demo's start."""
