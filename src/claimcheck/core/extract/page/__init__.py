"""A page's print as rows and cells, whatever it says.

`tilt` tells how the page was laid askew, `letters` how small its print is, `cells` are words side by side, `rows` are
cells on one line, `columns` part what runs into the next label. `text` and `simplified` make what is printed
comparable.
"""
