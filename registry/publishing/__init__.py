"""May this body publish this item on this date, and why."""
