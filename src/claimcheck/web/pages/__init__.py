"""The pages: server-drawn, in two languages, on the same services as the API."""
