"""Three themes: dark, light, high contrast. Meaning is carried by words first; colour only repeats it.

Every colour of text keeps 4.5 to 1 on every ground it can stand on, the row under the cursor included; 7 to 1 in high
contrast.
"""

from textual.theme import Theme

DARK = Theme(
    name="konkyo-dark",
    dark=True,
    primary="#7fb4e0",
    secondary="#5d7f9c",
    accent="#7fb4e0",
    foreground="#e4e6e8",
    background="#15191d",
    surface="#1b2025",
    panel="#242b32",
    success="#5fc2b0",
    warning="#e0b35c",
    error="#f0958a",
    variables={
        "dim": "#aab4bd",
        "unknown": "#bda8e6",
        "cursor": "#28435c",
        "absent": "#a6b0b9",
        "text-disabled": "#a6b0b9",
        "input-selection-background": "#2f5578",
        "scrollbar": "#4d5c69",
        "scrollbar-hover": "#7fb4e0",
        "scrollbar-background": "#1f252b",
    },
)
LIGHT = Theme(
    name="konkyo-light",
    dark=False,
    primary="#1f5d8f",
    secondary="#56768f",
    accent="#1f5d8f",
    foreground="#15202a",
    background="#fbfbf9",
    surface="#f3f4f2",
    panel="#e6e9ea",
    success="#0b6b5b",
    warning="#7d5600",
    error="#a5301f",
    variables={
        "dim": "#4d5962",
        "unknown": "#5b3fa0",
        "cursor": "#c9dff0",
        "absent": "#535d66",
        "text-disabled": "#56616b",
        "input-selection-background": "#b3d3ec",
        "scrollbar": "#9aa7b0",
        "scrollbar-hover": "#1f5d8f",
        "scrollbar-background": "#eceeed",
    },
)
CONTRAST = Theme(
    name="konkyo-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#161616",
    panel="#303030",
    success="#ffffff",
    warning="#ffff00",
    error="#ffff00",
    variables={
        "dim": "#ffffff",
        "unknown": "#ffffff",
        "cursor": "#00539f",
        "absent": "#ffffff",
        "text-disabled": "#f8f8f8",
        "input-selection-background": "#00539f",
        "scrollbar": "#ffffff",
        "scrollbar-hover": "#ffff00",
        "scrollbar-background": "#303030",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)
THEME_TITLES = {"konkyo-dark": "暗い", "konkyo-light": "明るい", "konkyo-contrast": "高コントラスト"}
