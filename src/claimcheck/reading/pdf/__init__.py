"""PDF files: pages by their text layer or their picture, and what the file tells beside them.

`pages` reads page by page: its words are in `textlayer`, compared with the picture in `layers`; what was laid over them
is told by `overlaid`, how sharp a scan is by `scanned`. `structure` looks at the whole file: whether it is whole
(`packed`), which e-invoices it carries (`attachments`), and whether it was changed (`revised`, `notes`, `signatures`).
"""
