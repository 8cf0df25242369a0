"""What is said of the sample in content/: facts of its ids, lines and figures, and how its pages look."""
