"""HTTP: everything a client can do, under `/api/v1`."""
