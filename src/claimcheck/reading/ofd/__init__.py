"""OFD files: `conversion` draws one as a PDF, which `reading.pdf` reads, and tells what the OFD says beside its pages.

The file is an `archive`. A `page` is drawn with the `fonts` that the file brings along and in the colours and units of
`look`. `notes` were laid upon its pages later, and `signatures` tell whether its files are those that were signed.
"""
