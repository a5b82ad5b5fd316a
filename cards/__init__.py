"""How the procedure looks in Teams: views become Adaptive Cards. Framework-free."""
