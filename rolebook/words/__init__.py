"""Chinese text: the normal form for comparing, similarity, differences, spelling."""
