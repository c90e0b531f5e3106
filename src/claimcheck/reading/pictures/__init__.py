"""One page's picture, from whole and upright to all of it read.

`jpeg` tells whether it is whole, `levelling` lays it straight, `laid` says where things lie then. `seals` and `missed`
find what the first pass did not, `barcodes` are read, `picture` keeps a page and `quality` advises on it. `history`,
`patches` and `copied` are signs that a place was edited; `saved` is the picture as its file holds it.
"""
