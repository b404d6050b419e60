"""What places are made of; one widget per module."""
