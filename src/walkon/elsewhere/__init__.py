"""Another server at which people may sign in, as OpenID Connect has it: found, asked, and its answers verified."""
