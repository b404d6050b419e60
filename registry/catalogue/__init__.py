"""Reading what a body publishes into records."""
