"""What each table of the data package promises: its columns, units, keys, vocabularies and links.

The promises are pandera schemas; the descriptor that other programs read (frictionless) is made from them.
Text is never null (blank is ``""``), and every other column has a figure in every row: where nothing is known
there is no row.
"""

from collections.abc import Mapping

from stpdash import figures, statements
from stpdash.columns import Table

TABLES: tuple[Table, ...] = (*figures.TABLES, *statements.TABLES)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
