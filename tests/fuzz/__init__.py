"""What random bytes must never break: properties of what reads files, tried by Hypothesis and by Atheris."""
