"""How many texts the tests of the genre remember: each text is asked several questions within a few lines."""

REMEMBERED = 16_384
