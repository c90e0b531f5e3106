"""The API under `/v1`: a module of routes for each subject; the types of requests and answers are in `web.schemas*`."""
