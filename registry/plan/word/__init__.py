"""A plan as a Word document, and the edits made in Word back into the Markdown."""
