"""The store for assistants: its questions as read-only tools of the Model Context Protocol (modelcontextprotocol.io).

``answers`` holds the questions and what each answers, as records; ``tools`` describes them with their JSON Schemas and calls
them; ``server`` speaks the protocol, by its official Python SDK (the extra “mcp”).
"""
