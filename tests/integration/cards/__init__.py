"""The gallery as it is written and delivered."""
