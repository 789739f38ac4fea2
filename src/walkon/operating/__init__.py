"""What whoever runs a server sees of it: figures, lines and spans, none of which tell of a person."""
