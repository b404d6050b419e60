"""Japanese text: comparing, searching, measuring, making inert. Pure."""
