"""The main reader's networks: `nets` compiles and asks them.

`strips` are the lines of a page that are asked for at once, `signs` the last layer, which tells 18,710 signs apart.
"""
