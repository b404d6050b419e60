"""konkyo (根拠): which information may a Japanese local government publish, and on what legal ground."""

__version__ = "0.1.0"
