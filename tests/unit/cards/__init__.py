"""The cards, each rule by itself."""
