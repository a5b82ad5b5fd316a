"""What the office does: one use case, one transaction, with audit and outbox."""
