"""Discord: messages and interactions become Incoming, Replies become messages."""
