"""Coverage, gaps, ranking, comparison."""
