"""What an edition is made of: pure Python, no docutils, no Sphinx."""
