"""The decision guide for personal data."""
