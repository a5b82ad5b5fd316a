"""Words that occur nowhere else go through the whole bot; then all it gave away is searched."""
