"""What the extension costs, against plain MyST with the same words: ``nox -s bench``."""
