"""Whether what is built says what the source says: from doctrees, for the builder and for pages."""
