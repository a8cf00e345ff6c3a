"""Every word a person reads. One module a concern; each takes a Reader and plain results."""
