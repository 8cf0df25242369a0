"""What is reported about content: findings with place and hint, the names of the rules, and the manual."""
