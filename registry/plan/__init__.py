"""Plan templates, drafts, merging, checking, export."""
