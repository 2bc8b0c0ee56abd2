"""Feeds on the web, read politely: what may be fetched, how, and what is new in it."""
