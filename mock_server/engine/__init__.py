"""What every platform is made of: shops with records, clocks, jobs and events, and bindings."""
