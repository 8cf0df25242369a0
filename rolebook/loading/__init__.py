"""From the files of content/ to the Library and the findings about them."""
