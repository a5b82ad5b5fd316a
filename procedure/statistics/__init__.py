"""What can be counted of the cases, and how (GA VIII, R46, R47): pure, without anybody's name."""
