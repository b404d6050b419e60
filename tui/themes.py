"""Three themes: dark, light, high contrast. Meaning is carried by words first; colour only repeats it."""

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
    error="#e8806f",
    variables={"dim": "#a3adb6", "unknown": "#b9a3e3", "cursor": "#2f4a63", "absent": "#98a2ab"},
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
    variables={"dim": "#4d5962", "unknown": "#5b3fa0", "cursor": "#c9dff0", "absent": "#566069"},
)
CONTRAST = Theme(
    name="konkyo-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#ffffff",
    warning="#ffff00",
    error="#ff9d8a",
    variables={"dim": "#ffffff", "unknown": "#ffffff", "cursor": "#005fb8", "absent": "#ffffff"},
)
THEMES = (DARK, LIGHT, CONTRAST)
THEME_TITLES = {"konkyo-dark": "暗い", "konkyo-light": "明るい", "konkyo-contrast": "高コントラスト"}
