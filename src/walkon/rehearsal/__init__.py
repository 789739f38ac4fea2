"""Stand-in performers: people drawn and voiced by code alone, who obey any challenge. Nobody real is in them."""
