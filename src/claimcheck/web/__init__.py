"""HTTP: the API (`api`) and the pages (`pages`), both on the same services.

A route checks who asks and what was sent, calls one service, and draws the answer. `app` wires everything, `roles` is
the one table of who may call what, `problems` maps errors to HTTP. Nothing here opens a document.
"""
