"""What changed in laws and catalogues since we last looked."""
