"""The document desk: finds the dated statements in an uploaded paper, for people to accept or reject."""
