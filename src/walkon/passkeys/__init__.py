"""Signing in without passwords: what authenticators answer, read and verified."""
