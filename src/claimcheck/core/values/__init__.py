"""Values as people write them: how alike two are, what checks them, and their forms in code, cells and rows."""
