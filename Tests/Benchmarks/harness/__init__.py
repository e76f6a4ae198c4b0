"""What times Parley beside DuckDB, Polars and SQLite: see ../run."""
