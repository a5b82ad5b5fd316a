"""From the outbox into people's chats: who is written to, what with, and what became of it."""
