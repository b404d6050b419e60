"""The linear mode: the same places, dialogs and commands, read out line by line for screen readers."""
