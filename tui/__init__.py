"""The screen of konkyo, made with Textual. It asks the registry and holds no logic of its own."""
