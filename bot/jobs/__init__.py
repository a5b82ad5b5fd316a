"""What the clock makes the assistant do; what is due is read from the database."""
