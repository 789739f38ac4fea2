"""Work that survives crashes: a queue in the server's own database, workers on any number of computers (DBOS)."""
