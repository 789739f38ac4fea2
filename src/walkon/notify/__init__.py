"""Ways to people beyond the inbox: web push and mail, and who brings both."""
