"""How often somebody does something, counted."""
