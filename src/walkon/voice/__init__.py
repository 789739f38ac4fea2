"""Lines of text to speech in a person's voice, with mouth shapes; providers behind one contract."""
