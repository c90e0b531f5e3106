"""OFD files: `conversion` draws one as a PDF, which `reading.pdf` reads, and tells what the OFD says beside its pages.

The file is an `archive`; a `page` is drawn with `fonts` it brings along, as the parameters of its objects `look`.
"""
