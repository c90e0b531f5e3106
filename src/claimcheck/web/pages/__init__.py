"""The pages, drawn on the server in the reader's language, on the same services as the API.

`site` hangs a module of routes for each subject into the app. `access` says who may open a page, `draw` renders a
template, `templates` and `words` give it its sentences, `sheet` is the page picture with its boxes.
"""
