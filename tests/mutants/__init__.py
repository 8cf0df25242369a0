"""How much the tests notice: small changes to the code, each of which some test should fail on (`make mutants`)."""
