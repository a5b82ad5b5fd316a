"""What an office sets, read from the environment and checked before anything starts."""
