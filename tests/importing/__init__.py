"""What `import` is measured with: documents with labels, and the figures."""
