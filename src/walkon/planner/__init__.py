"""Prompt (Korean or English) and cast to a typed plan."""
