"""Database and files: the only package that knows SQLAlchemy and obstore.

`tables` and `migrations` are the schema; `database` opens connections and transactions, `blobs` keeps files. The other
packages hold the queries, under the names that `services` has for who asks them. A query takes the connection of its
caller's transaction, and where it serves people the `Actor` who asks: `visibility` narrows what that actor may see.
"""
