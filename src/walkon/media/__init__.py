"""Clips and sound in and out."""
