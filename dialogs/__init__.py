"""How a reaction is asked for: pure conversations that ask and never decide."""
