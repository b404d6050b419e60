"""Questions that are answered before work goes on; one dialog per module."""
