"""A server in a folder: everything that is needed to go on, sealed under a passphrase."""
