"""MailerSend on loopback: takes mails over real HTTP and remembers them, instead of sending any."""
