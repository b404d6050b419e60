"""Dates, citations and numbers of laws. Pure."""
