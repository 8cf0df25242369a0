"""What was released, and which release or content a printed code belongs to."""
