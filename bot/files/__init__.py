"""Letters leave and scans arrive: links that work once, OneDrive, what people send."""
