"""The forms of all steps, one file a family."""
