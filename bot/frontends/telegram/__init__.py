"""Telegram: updates become Incoming, Replies become messages."""
