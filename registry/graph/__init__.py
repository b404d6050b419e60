"""The knowledge as a graph: paths, impact, exports."""
