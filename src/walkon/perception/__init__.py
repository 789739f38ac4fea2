"""What can be seen and heard in a clip."""
