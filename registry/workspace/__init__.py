"""What the user makes: stored facts, imports, decisions, plans, history.

``location`` and ``domain`` are cheap to import; ``repository`` loads the database libraries.
"""
