"""The exporter's contract, its options, and the exporters that are installed."""
