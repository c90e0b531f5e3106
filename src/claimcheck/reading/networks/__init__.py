"""The main reader's networks: `nets` compiles and asks them.

`strips` says which lines of a page are read at once, `packed` reads them side by side in one frame, and `signs` is the
last layer, which tells 18,710 signs apart.
"""
