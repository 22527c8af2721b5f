"""Thousands of servers, years of notes."""
