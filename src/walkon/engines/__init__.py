"""What can render a plan. `stage` is embedded and needs no GPU."""
