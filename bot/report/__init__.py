"""The year in the chat: statistics, yearly report and its files, the export for the KRM-Tool (GA VIII)."""
